import type { IncomingMessage } from 'node:http'
import { parseUrl } from '../../../shared/parse-url'
import { DownloadError } from '../../engine/download-error'
import { decodeUtf8 } from './decode-text'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * Where an answer from `url` sends on to, without fragment and login; null if it does not. Throws a
 * `bad-link` DownloadError if that is nowhere to download from.
 */
export function redirectTarget(
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
  url: URL,
): URL | null {
  if (!REDIRECTS.has(statusCode) || headers.location === undefined) return null
  // Node hands bytes over as characters; what is not ASCII is meant as UTF-8.
  const location = decodeUtf8(Buffer.from(headers.location, 'latin1')) ?? headers.location
  return webUrl(location, url)
}

/** A link of the web without its fragment and login. Throws a `bad-link` DownloadError. */
export function webUrl(link: string, base?: URL): URL {
  const facts = base === undefined ? {} : { host: base.host }
  const url = parseUrl(link, base?.href)
  if (url === null) throw new DownloadError('bad-link', facts)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new DownloadError('bad-link', { ...facts, detail: url.protocol })
  }
  url.hash = ''
  url.username = ''
  url.password = ''
  return url
}

/**
 * Whether a hop may be told what is for the link's own host alone: it has the same origin, or only
 * went over from http to https.
 */
export function isOwnHost(link: URL, hop: URL): boolean {
  if (hop.origin === link.origin) return true
  const isUpgrade = link.protocol === 'http:' && hop.protocol === 'https:'
  return isUpgrade && link.hostname === hop.hostname && link.port === '' && hop.port === ''
}
