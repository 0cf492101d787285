import type { SegmentRecord } from '../records'
import { fairShare } from './fair-share'

/** Below this a segment is not worth a second connection, in bytes. */
const MIN_SPLIT_BYTES = 1024 * 1024

/** The same for the last remainders, when connections are slow. */
export const MIN_TAIL_BYTES = 64 * 1024

/** The part of a remainder that its connection keeps at a split. */
const LEAST_KEPT = 0.1
const MOST_KEPT = 0.75

/** How far at a time a connection goes on behind its end, in bytes. */
const STEP_BYTES = 1024 * 1024

/** A tile of the file while it is being fetched. Only SegmentMap changes `start` and `end`. */
export interface Segment {
  start: number
  /** All before it is on disk. */
  position: number
  /** All before it is on disk or being written. */
  claimed: number
  end: number
  /** Where the response ends that its connection asked for. */
  reach: number
  /** Whether a connection works on it. */
  taken: boolean
  /** Whether that has a proven response. */
  answered: boolean
}

/** How fast connections are, in bytes per second; null for what is not known. */
export interface Speeds {
  of(segment: Segment): number | null
  /** Of a connection to this server. */
  readonly typical: number | null
  /** When the connection of a segment brings its first byte, in milliseconds; 0 if it brings some. */
  opensInMs(segment: Segment): number
  /** What a further connection needs before its first byte, in milliseconds. */
  readonly openingMs: number
}

const UNKNOWN: Speeds = { of: () => null, typical: null, opensInMs: () => 0, openingMs: 0 }

/**
 * Which bytes of a file there are, which are missing, and who fetches them.
 *
 * Invariant 1: segments tile the file: no gap, no overlap, inside `[0, length)`.
 */
export class SegmentMap {
  readonly #segments: Segment[]

  constructor(records: readonly SegmentRecord[]) {
    this.#segments = records
      .map((record) => ({
        ...record,
        claimed: record.position,
        reach: record.end,
        taken: false,
        answered: false,
      }))
      .sort((a, b) => a.start - b.start)
  }

  /** One segment for a file of this length; null while the length is unknown. */
  static whole(lengthBytes: number | null): SegmentRecord[] {
    return [{ start: 0, position: 0, end: lengthBytes ?? Number.POSITIVE_INFINITY }]
  }

  /**
   * A segment to fetch: the first that waits, else a part of the remainder that would take longest,
   * if it is worth splitting, else null. A split gives both the same time to their ends; half and
   * half where nothing is known of the speeds.
   */
  take(speeds = UNKNOWN): Segment | null {
    const waiting = this.#segments.find((s) => !s.taken && s.position < s.end)
    if (waiting !== undefined) {
      waiting.taken = true
      waiting.reach = waiting.end
      return waiting
    }
    const longest = this.#longest(speeds)
    return longest === null ? null : this.#splitOff(longest, speeds, MIN_SPLIT_BYTES)
  }

  /** Splits a remainder down to where it pays only because its connection is slow; null if not. */
  split(segment: Segment, speeds: Speeds): Segment | null {
    if (segment.end - segment.claimed < 2 * MIN_TAIL_BYTES) return null
    return this.#splitOff(segment, speeds, MIN_TAIL_BYTES)
  }

  /**
   * Ends a segment at what its connection has claimed, for one that is ahead of it, whose response
   * goes up to `reach`: the rest is that one's. null if there is nothing left to take over.
   */
  takeRemainder(slow: Segment, reach: number): Segment | null {
    const isHere = this.#segments.includes(slow)
    if (!isHere || slow.claimed === slow.end || reach < slow.end) return null
    const ahead = this.#cut(slow, slow.claimed, reach)
    ahead.answered = true
    return ahead
  }

  /**
   * At the end of a segment: moves it into the next one, as long as nobody has a response for that
   * and the own one goes on. Until a further connection has shown that the server takes it, the one
   * that there is may be the only way to these bytes. Whether it moved.
   */
  extend(left: Segment): boolean {
    const right = this.#segments[this.#segments.indexOf(left) + 1]
    if (right === undefined || !this.#segments.includes(left)) return false
    if (right.answered || right.claimed > right.start) return false
    const end = Math.min(left.end + STEP_BYTES, right.end, left.reach)
    if (end <= left.end) return false
    left.end = end
    right.start = end
    right.position = end
    right.claimed = end
    if (right.start === right.end) this.#segments.splice(this.#segments.indexOf(right), 1)
    return true
  }

  /** Gives a segment back, finished or not; one that brought nothing may go to its neighbour. */
  release(segment: Segment): void {
    segment.taken = false
    segment.answered = false
    segment.claimed = segment.position
    this.#rejoin()
  }

  /** Whether a further connection would find work. */
  hasWork(): boolean {
    return (
      this.#segments.some((s) => !s.taken && s.position < s.end) || this.#longest(UNKNOWN) !== null
    )
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

  /** Whether all of `[start, end)` is on disk. */
  holds(start: number, end: number): boolean {
    let at = start
    for (const segment of this.#segments) {
      if (segment.start <= at && at < segment.position) at = segment.position
    }
    return at >= end
  }

  /** All of them in their order, as they are at this moment. */
  tiles(): readonly Readonly<Segment>[] {
    return this.#segments
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

  #longest(speeds: Speeds): Segment | null {
    let longest: Segment | null = null
    let longestTime = 0
    for (const segment of this.#segments) {
      if (!segment.taken || segment.end === Number.POSITIVE_INFINITY) continue
      const left = segment.end - segment.claimed
      if (left < 2 * MIN_SPLIT_BYTES) continue
      const time = left / (speeds.of(segment) ?? speeds.typical ?? 1)
      if (longest !== null && time <= longestTime) continue
      longest = segment
      longestTime = time
    }
    return longest
  }

  #splitOff(left: Segment, speeds: Speeds, floorBytes: number): Segment {
    const bytes = left.end - left.claimed
    const { typical } = speeds
    const share =
      typical === null
        ? bytes / 2
        : fairShare({
            bytes,
            bytesPerSec: speeds.of(left) ?? typical,
            opensInMs: speeds.opensInMs(left),
            otherBytesPerSec: typical,
            otherOpensInMs: speeds.openingMs,
          })
    const kept = Math.ceil(Math.min(Math.max(share, bytes * LEAST_KEPT), bytes * MOST_KEPT))
    const middle = left.claimed + Math.min(Math.max(kept, floorBytes), bytes - floorBytes)
    return this.#cut(left, middle, left.end)
  }

  /** Makes `[at, end)` of a segment one of its own, which is taken. */
  #cut(left: Segment, at: number, reach: number): Segment {
    const { end } = left
    const right = { start: at, position: at, claimed: at, end, reach, taken: true, answered: false }
    left.end = at
    this.#segments.splice(this.#segments.indexOf(left) + 1, 0, right)
    return right
  }
}
