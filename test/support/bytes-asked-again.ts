import type { RequestRecord } from '../servers'

/** Byte ranges of a download recorded as written, half-open. */
export type HeldRanges = readonly { readonly start: number; readonly end: number }[]

/** Counts the held bytes that the requests ask for again. */
export function bytesAskedAgain(requests: readonly RequestRecord[], held: HeldRanges): number {
  const overlaps = requests.flatMap(({ range }) => {
    const asked = range ?? { start: 0, end: null }
    return held.map(({ start, end }) => {
      const stop = Math.min(end, asked.end ?? Number.POSITIVE_INFINITY)
      return Math.max(0, stop - Math.max(start, asked.start))
    })
  })
  return overlaps.reduce((sum, bytes) => sum + bytes, 0)
}
