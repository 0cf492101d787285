/**
 * What a link suggests as the file's name: its last path segment, percent-decoded (RFC 3986 §2.1),
 * else its host. Not yet safe: `%2F` becomes a slash.
 */
export function nameFromUrl(url: string | URL): string {
  const { pathname, hostname } = typeof url === 'string' ? new URL(url) : url
  const last = pathname.split('/').findLast((segment) => segment !== '')
  return last === undefined ? hostname : last.replace(/(?:%[\da-f]{2})+/giu, decode)
}

/** The name to show for a download. */
export function shownName(download: {
  readonly fileName: string | null
  readonly wishedName: string | null
  readonly url: string | URL
}): string {
  return download.fileName ?? download.wishedName ?? nameFromUrl(download.url)
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    // Not UTF-8: the raw name is still a name.
    return encoded
  }
}
