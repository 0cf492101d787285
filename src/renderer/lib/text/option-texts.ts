import type { DownloadOptions } from '../../../shared/download-options'
import { parseBytes } from '../../../shared/parse-bytes'
import { parseUrl } from '../../../shared/parse-url'

/** Options as a person types them: each is read here, and written as it is read. */

const KILO = 1_000

/**
 * Bytes per second as people write them: `500 kB/s`, `2m`, `1,5 Mo/s`, `1 MiB/s`; bare digits are kB,
 * as nobody limits to a few bytes. null for nothing, undefined for what is no speed.
 */
export function parseSpeed(text: string): number | null | undefined {
  const typed = text.trim().replace(/\s*(?:\/s|ps)$/iu, '')
  if (typed === '') return null
  const bytes = parseBytes(/[\d.,]$/u.test(typed) ? `${typed}k` : typed, { base: 1000 })
  return bytes === null || bytes < 1 ? undefined : bytes
}

/** The shortest text that is read as this again. */
export function showSpeed(bytesPerSec: number | null): string {
  if (bytesPerSec === null) return ''
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let [value, power] = [bytesPerSec, 0]
  while (value >= KILO && power < units.length - 1) [value, power] = [value / KILO, power + 1]
  return `${value} ${units[power] ?? 'B'}/s`
}

/** A whole number from 1 to 64; null for nothing, undefined for what is none. */
export function parseConnections(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  const count = Number(typed)
  return Number.isInteger(count) && count >= 1 && count <= 64 ? count : undefined
}

const HEADER_LINE = /^(?<name>[!#$%&'*+\-.^_`|~0-9a-z]+)\s*:\s*(?<value>[\t\x20-\x7e\x80-\xff]*)$/iu

/** Header fields, one `Name: value` a line; undefined if a line is none. */
export function parseHeaders(text: string): Record<string, string> | undefined {
  const headers: Record<string, string> = {}
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const { name, value } = HEADER_LINE.exec(line.trim())?.groups ?? {}
    if (name === undefined || value === undefined) return undefined
    headers[name] = value.trim()
  }
  return headers
}

export function showHeaders(headers: DownloadOptions['headers']): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

/** What may stand in a header field; null for nothing, undefined for what may not. */
export function parseHeaderValue(text: string): string | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  return /^[\t\x20-\x7e\x80-\xff]*$/u.test(typed) ? typed : undefined
}

/** A link to a proxy, or `none`; null for the general setting, undefined for what is neither. */
export function parseProxy(text: string): string | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  if (typed === 'none') return typed
  return /^(?:https?|socks5h?):\/\/./iu.test(typed) && parseUrl(typed) !== null ? typed : undefined
}
