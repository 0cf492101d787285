import { type Checksum, parseChecksum } from '../../shared/checksum'
import type { DownloadOptions } from '../../shared/download-options'
import { parseBytes } from '../../shared/parse-bytes'
import { parseUrl } from '../../shared/parse-url'
import { UsageError } from './usage-error'

/** A field of a request's header, as it was given. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** Parses a limit in bytes per second: `500k`, `2M`, `1.5G`, each unit 1024 of the one before. */
export function parseRate(text: string): number {
  const bytesPerSec = parseBytes(text.replace(/\/s\s*$/iu, ''), { base: 1024 })
  // `1,500k` would be 1.5k: a comma is refused, because it may group digits.
  if (bytesPerSec === null || bytesPerSec < 1 || text.includes(',')) {
    throw new UsageError("'--limit' takes bytes per second, such as 500k, 2M or 1.5G")
  }
  return bytesPerSec
}

/** Reads a whole number from 1 to `most`. */
export function parseCount(option: string, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/u.test(text) ? Number(text) : 0
    if (value < 1 || value > most) {
      throw new UsageError(`'${option}' takes a whole number from 1 to ${most}`)
    }
    return value
  }
}

const LONGEST_SECONDS = 24 * 60 * 60

/** Reads seconds, perhaps with a fraction, as milliseconds. */
export function parseTimeout(text: string): number {
  const seconds = /^\d+(\.\d+)?$/u.test(text) ? Number(text) : 0
  const ms = Math.round(seconds * 1000)
  if (ms < 1 || seconds > LONGEST_SECONDS) {
    throw new UsageError(`'--timeout' takes seconds: more than 0, up to ${LONGEST_SECONDS}`)
  }
  return ms
}

/** Reads `sha256=HEX` and adds it to those before; two that no file could match are refused. */
export function addChecksum(text: string, before: readonly Checksum[] = []): Checksum[] {
  const checksum = parseChecksum(text)
  if (checksum === null) {
    throw new UsageError(
      "'--checksum' takes md5, sha1, sha256 or sha512, '=' and the digest in hexadecimal",
    )
  }
  const { algorithm, hex } = checksum
  const rival = before.find((other) => other.algorithm === algorithm)
  if (rival !== undefined && rival.hex !== hex) {
    throw new UsageError(`'--checksum' was given two different ${algorithm} digests`)
  }
  return rival === undefined ? [...before, checksum] : [...before]
}

/** What Node can send in a header field (RFC 9110 §5.5): no line breaks, nothing beyond Latin-1. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/u

/** Reads the value of a header field that has an option of its own. */
export function parseHeaderValue(option: string): (text: string) => string {
  return (text) => {
    if (!HEADER_VALUE.test(text)) {
      throw new UsageError(`'${option}' has a character that is not allowed in a header`)
    }
    return text
  }
}

/** Reads `Name: value` and adds it to those before. */
export function addHeader(text: string, before: readonly Header[] = []): Header[] {
  const { name, value = '' } =
    /^(?<name>[!#$%&'*+\-.^_`|~0-9a-z]+)\s*:(?<value>.*)$/iu.exec(text.trim())?.groups ?? {}
  if (name === undefined || !HEADER_VALUE.test(value)) {
    throw new UsageError("'--header' takes 'Name: value', on one line")
  }
  return [...before, { name, value: value.trim() }]
}

/** Reads `NAME[:PASS]`. */
export function parseLogin(text: string): DownloadOptions['login'] {
  const colon = text.indexOf(':')
  const user = colon === -1 ? text : text.slice(0, colon)
  if (user === '') throw new UsageError("'--user' takes NAME or NAME:PASS")
  return { user, password: colon === -1 ? '' : text.slice(colon + 1) }
}

const PROXY_PROTOCOLS = ['http:', 'https:', 'socks5:']

/** Reads the link of a proxy; `none` goes without one, whatever the environment says. */
export function parseProxy(text: string): string {
  if (text === 'none') return text
  const url = parseUrl(text)
  if (url === null || url.hostname === '' || !PROXY_PROTOCOLS.includes(url.protocol)) {
    throw new UsageError("'--proxy' takes http://HOST:PORT, https://… or socks5://…, or none")
  }
  return text
}
