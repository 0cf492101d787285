import { parseUrl } from '../../../shared/parse-url'
import type { GetRequest } from '../../engine/ports/http'

/** What one hop of a request is given beside the request itself. */
export interface HopHeaders {
  readonly userAgent: string
  /** The hop goes to the link's own host, which may know its secrets. */
  readonly isOwn: boolean
  /** A redirect led from https to http. */
  readonly isDowngraded: boolean
  /** `name=value` pairs for the Cookie header. */
  readonly cookie: string
  /** For the Authorization header; null leaves it to the user's own. */
  readonly authorization: string | null
}

/**
 * Header fields that a user cannot set, since the transfer depends on them: which bytes come and
 * how, on which connection, and on what condition. Cookies have their own way.
 */
const OURS = new Set([
  'range',
  'if-range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'accept-encoding',
  'host',
  'content-length',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'cookie',
])

/** What any browser tells any server; every other field of a user may be a secret. */
const HARMLESS =
  /^(?:accept|accept-language|cache-control|dnt|origin|pragma|priority|upgrade-insecure-requests|user-agent|sec-(?:ch-ua|fetch|gpc).*)$/u

/**
 * The header of one hop. A user's fields that would break the transfer (Range, If-Range and other
 * conditions, Accept-Encoding, Host, Content-Length, Connection, Transfer-Encoding and their like)
 * are ignored; on another host those that may carry a secret are left out (RFC 9110 §15.4).
 */
export function requestHeaders(
  { options, range, ifRange }: GetRequest,
  hop: HopHeaders,
): Record<string, string> {
  const headers: Record<string, string> = { accept: '*/*', 'user-agent': hop.userAgent }
  for (const [given, value] of Object.entries(options.headers)) {
    const name = given.toLowerCase()
    if (OURS.has(name) || name === 'referer') continue
    if (hop.isOwn || HARMLESS.test(name)) headers[name] = asBytes(value)
  }
  const referer = options.referer ?? field(options.headers, 'referer')
  if (referer !== null && !hop.isDowngraded) headers.referer = asBytes(refererOf(referer))
  if (options.userAgent !== null) headers['user-agent'] = asBytes(options.userAgent)
  if (hop.cookie !== '') headers.cookie = asBytes(hop.cookie)
  if (hop.authorization !== null) headers.authorization = hop.authorization
  // The bytes are wanted as they are on the server.
  headers['accept-encoding'] = 'identity'
  // A server that means to close ends some bodies by closing, and then their end proves nothing.
  headers.connection = 'keep-alive'
  if (range !== null) {
    // RFC 9110 §14.1.2: both ends of a range are inclusive.
    headers.range = `bytes=${range.start}-${range.end === null ? '' : range.end - 1}`
    if (ifRange !== null) headers['if-range'] = ifRange
  }
  return headers
}

/** The value of a user's field whatever the case of its name, null if there is none. */
export function field(headers: Readonly<Record<string, string>>, name: string): string | null {
  const found = Object.entries(headers).find(([given]) => given.toLowerCase() === name)
  return found?.[1] ?? null
}

/** RFC 9110 §10.1.3: without fragment and login. */
function refererOf(value: string): string {
  const url = parseUrl(value)
  if (url === null) return value
  url.hash = ''
  url.username = ''
  url.password = ''
  return url.href
}

/** UTF-8 as Node takes it, each byte a character, without the controls that it refuses. */
function asBytes(value: string): string {
  const text = Buffer.from(value, 'utf8').toString('latin1')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\0-\x08\x0a-\x1f\x7f]/gu, '').trim()
}
