import type { SegmentRecord } from './ports'

/** Below this a segment is not worth a second connection, in bytes. */
const MIN_SPLIT_BYTES = 1024 * 1024

/** A tile of the file while it is being fetched. Only SegmentMap changes `end`. */
export interface Segment {
  readonly start: number
  /** All before it is on disk. */
  position: number
  /** All before it is on disk or being written. */
  claimed: number
  end: number
  /** Where the answer ends that its connection asked for. */
  reach: number
  /** Whether a connection works on it. */
  taken: boolean
}

/**
 * Which bytes of a file there are, which are missing, and who fetches them.
 *
 * Invariant 1: segments tile the file: no gap, no overlap, inside `[0, length)`.
 */
export class SegmentMap {
  readonly #segments: Segment[]

  constructor(records: readonly SegmentRecord[]) {
    this.#segments = records
      .map((record) => ({ ...record, claimed: record.position, reach: record.end, taken: false }))
      .sort((a, b) => a.start - b.start)
  }

  /** One segment for a file of this length; null while the length is unknown. */
  static whole(lengthBytes: number | null): SegmentRecord[] {
    return [{ start: 0, position: 0, end: lengthBytes ?? Number.POSITIVE_INFINITY }]
  }

  /**
   * A segment to fetch: the first that waits, else the second half of the longest remainder that
   * is worth splitting, else null.
   */
  take(): Segment | null {
    const segment = this.#segments.find((s) => !s.taken && s.position < s.end) ?? this.#split()
    if (segment === null) return null
    segment.taken = true
    segment.reach = segment.end
    return segment
  }

  /** Gives a segment back, finished or not; one that brought nothing may go to its neighbour. */
  release(segment: Segment): void {
    segment.taken = false
    segment.claimed = segment.position
    this.#rejoin()
  }

  /** Whether a further connection would find work. */
  hasWork(): boolean {
    return this.#segments.some((s) => !s.taken && s.position < s.end) || this.#longest() !== null
  }

  /** Sets the end of a file whose length was unknown: the body is over. */
  closeAt(segment: Segment): void {
    segment.end = segment.position
  }

  /** Forgets all progress. */
  reset(segment: Segment): void {
    segment.position = segment.start
    segment.claimed = segment.start
  }

  isComplete(): boolean {
    return this.#segments.every((s) => s.position === s.end)
  }

  doneBytes(): number {
    return this.#segments.reduce((sum, s) => sum + s.position - s.start, 0)
  }

  /** What to record: finished neighbours joined into one. */
  records(): SegmentRecord[] {
    const records: { start: number; position: number; end: number }[] = []
    for (const { start, position, end } of this.#segments) {
      const last = records.at(-1)
      if (last !== undefined && last.position === last.end) {
        last.position = position
        last.end = end
      } else records.push({ start, position, end })
    }
    return records
  }

  /**
   * Undoes splits that did not pay: a server that refuses a further connection goes on sending the
   * bytes over the one that it has, and may not be able to begin in the middle at all. A connection
   * that has claimed all up to its end may have thrown away what came after: it gets no more.
   */
  #rejoin(): void {
    for (let index = 1; index < this.#segments.length; ) {
      const [left, right] = [this.#segments[index - 1], this.#segments[index]]
      if (left === undefined || right === undefined) return
      const isUntouched = !right.taken && right.position === right.start
      const goesOn = left.taken && left.claimed < left.end
      if (isUntouched && goesOn && left.reach >= right.end) {
        left.end = right.end
        this.#segments.splice(index, 1)
      } else index += 1
    }
  }

  #longest(): Segment | null {
    let longest: Segment | null = null
    for (const segment of this.#segments) {
      if (!segment.taken || segment.end === Number.POSITIVE_INFINITY) continue
      if (segment.end - segment.claimed < 2 * MIN_SPLIT_BYTES) continue
      if (longest === null || segment.end - segment.claimed > longest.end - longest.claimed) {
        longest = segment
      }
    }
    return longest
  }

  #split(): Segment | null {
    const left = this.#longest()
    if (left === null) return null
    const middle = left.claimed + Math.ceil((left.end - left.claimed) / 2)
    const { end } = left
    const right = {
      start: middle,
      position: middle,
      claimed: middle,
      end,
      reach: end,
      taken: false,
    }
    left.end = middle
    this.#segments.splice(this.#segments.indexOf(left) + 1, 0, right)
    return right
  }
}
