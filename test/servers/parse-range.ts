/** The bytes a request asks for, half-open; `end` is null when it asks for everything from there. */
export interface AskedRange {
  readonly start: number
  readonly end: number | null
}

/** Reads a Range header of one range from a place on (RFC 9110 §14.2); anything else is null. */
export function parseRange(header: string | undefined): AskedRange | null {
  const match = /^bytes=(\d+)-(\d*)$/u.exec(header ?? '')
  if (!match) return null
  return { start: Number(match[1]), end: match[2] ? Number(match[2]) + 1 : null }
}
