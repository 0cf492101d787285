const LINK = /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"'`]+/giu

/** A link without what may be a secret: no login, no query, no fragment. */
export function redactUrl(link: string): string {
  return link.replace(/[?#].*$/su, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/\\]*@/iu, '$1')
}

/** A text with every link in it made bare; the punctuation behind a link stays. */
export function redact(text: string): string {
  return text.replace(LINK, (link) => {
    const behind = /[.,;:!)\]}]*$/u.exec(link)?.[0] ?? ''
    return redactUrl(link.slice(0, link.length - behind.length)) + behind
  })
}
