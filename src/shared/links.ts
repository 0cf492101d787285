import { LinkifyIt } from 'linkify-it'
import { parseUrl } from './parse-url'

const linkify = new LinkifyIt({
  fuzzyLink: false,
  fuzzyEmail: false,
  urlAuth: true,
  maxLength: 65_536,
})

/** Whether Rill can download this: an absolute http or https URL with a host. */
export function isLink(text: string): boolean {
  if (!/^https?:\/\//iu.test(text)) return false
  return (parseUrl(text)?.hostname ?? '') !== ''
}

/**
 * The links in a text that a person pasted or dropped, in order, each once. A line that is a link
 * as a whole is taken as it stands; elsewhere a link ends at white space or a quote, and loses the
 * punctuation of the sentence around it.
 */
export function findLinks(text: string): string[] {
  const found = text.split(/\r?\n/u).flatMap((line) => {
    const whole = line.trim()
    if (isLink(whole) && !/\s/u.test(whole)) return [whole]
    return (linkify.match(line) ?? []).map(({ raw }) => raw).filter(isLink)
  })
  return [...new Set(found)]
}
