import { parse } from 'content-disposition'
import { decodeText, decodeUtf8 } from './decode-text'

/**
 * The file name in a Content-Disposition header as Node hands it over, each byte a character; null
 * if there is none. Strictly by RFC 6266 first, then as leniently as the wild asks for. Of a path
 * only the last segment counts (RFC 6266 §4.3); the name is not yet safe.
 */
export function dispositionFileName(header: string): string | null {
  const name = lastSegment(strictName(header) ?? lenientName(header) ?? '').trim()
  return name === '' ? null : name
}

/** A backslash quotes the next character, but a path of Windows is not meant so. */
const WINDOWS_PATH = /filename\s*=\s*"(?:[a-z]:)?\\/iu

function strictName(header: string): string | null {
  if (WINDOWS_PATH.test(header)) return null
  try {
    const { filename } = parse(header).parameters
    // The library writes U+FFFD for bytes that are none of the charset.
    if (filename === undefined || filename.includes('\ufffd')) return null
    return /filename\s*\*/iu.test(header) ? filename : plainText(filename)
  } catch {
    return null
  }
}

/** Two headers that Node joined: the second begins with a type of its own. */
const SECOND_HEADER = /,\s*(?:attachment|inline)\s*(?:;|$)/iu
const EXTENDED = /(?:^|[;\s])filename\s*\*\s*=\s*"?([\w.:-]*)'[^']*'([^;"\s]*)/iu
const QUOTED = /(?:^|[;\s])filename\s*=\s*"(.*?)"\s*(?:;|$)/iu
const PLAIN = /(?:^|[;\s])filename\s*=\s*([^;]*)/iu

function lenientName(header: string): string | null {
  const first = header.split(SECOND_HEADER)[0] ?? ''
  const [, charset, encoded] = EXTENDED.exec(first) ?? []
  if (charset !== undefined && encoded !== undefined) {
    const name = decodeText(charset, unescapePercent(encoded))
    if (name !== null) return name
  }
  const found = QUOTED.exec(first)?.[1] ?? PLAIN.exec(first)?.[1]?.replace(/^"|"$/gu, '')
  return found === undefined ? null : plainText(found.trim())
}

/** A parameter without `*`: RFC 2047 words, percent-encoded UTF-8 and raw bytes all occur in it. */
function plainText(value: string): string {
  const words = decodeWords(value)
  if (words !== value) return words
  const bytes = Buffer.from(value, 'latin1')
  if (/%[0-9a-f]{2}/iu.test(value)) {
    const decoded = decodeUtf8(unescapePercent(value))
    if (decoded !== null) return decoded
  }
  return decodeUtf8(bytes) ?? value
}

const WORD = /=\?([^?\s]+)\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/giu

/** RFC 2047 §2: `=?charset?B?…?=` or `=?charset?Q?…?=`, several of them with spaces between. */
function decodeWords(value: string): string {
  return value.replace(WORD, (word, charset: string, encoding: string, text: string) => {
    const bytes =
      encoding.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64')
        : unescapePercent(text.replaceAll('%', '%25').replaceAll('_', ' ').replaceAll('=', '%'))
    return decodeText(charset, bytes) ?? word
  })
}

function unescapePercent(text: string): Buffer {
  const bytes = text.replace(/%([0-9a-f]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}

function lastSegment(name: string): string {
  return name.split(/[/\\]/u).findLast((segment) => segment.trim() !== '') ?? ''
}
