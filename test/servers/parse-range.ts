/** The requested bytes, half-open; `end` is null for the rest of the file. */
export interface AskedRange {
  readonly start: number
  readonly end: number | null
}

/** Parses a Range header with one range that has a start (RFC 9110 §14.2); else null. */
export function parseRange(header: string | undefined): AskedRange | null {
  const match = /^bytes=(\d+)-(\d*)$/u.exec(header ?? '')
  if (!match) return null
  return { start: Number(match[1]), end: match[2] ? Number(match[2]) + 1 : null }
}
