import type { SegmentRecord } from '../records'
import { fairShare } from './fair-share'

/** Each part of a split has to be at least this long to be worth a connection. */
const MIN_SPLIT_BYTES = 1024 * 1024

/** The same for the last remainders of slow connections. */
export const MIN_TAIL_BYTES = 64 * 1024

/** Bounds for the share of a remainder that its connection keeps at a split. */
const LEAST_KEPT = 0.1
const MOST_KEPT = 0.75

/** How far a connection extends its segment at a time. */
const STEP_BYTES = 1024 * 1024

/** A segment of the file while it is being fetched. Only SegmentMap changes `start` and `end`. */
export interface Segment {
  start: number
  /** All bytes before it are on disk. */
  position: number
  /** All bytes before it are on disk or being written. */
  claimed: number
  end: number
  /** Where the response of its connection ends. */
  reach: number
  /** Whether a connection is working on it. */
  taken: boolean
  /** Whether its connection has a validated response. */
  answered: boolean
}

/** How fast connections are, in bytes per second; null while unknown. */
export interface Speeds {
  of(segment: Segment): number | null
  /** The typical speed of a connection to this server. */
  readonly typical: number | null
  /** When the connection of a segment receives its first byte, in milliseconds; 0 if it has. */
  opensInMs(segment: Segment): number
  /** How long a further connection needs until its first byte, in milliseconds. */
  readonly openingMs: number
}

const UNKNOWN: Speeds = { of: () => null, typical: null, opensInMs: () => 0, openingMs: 0 }

/**
 * Which bytes of a file are on disk, which are missing, and which connection fetches them.
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
   * A segment to fetch: the first one without a connection, or else a part of the remainder that
   * would take longest, or null if none is worth splitting. After a split both parts finish at the
   * same time; they are equally long while no speed is known.
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

  /** Splits a remainder into shorter parts than `take` does, for slow connections; null if too short. */
  split(segment: Segment, speeds: Speeds): Segment | null {
    if (segment.end - segment.claimed < 2 * MIN_TAIL_BYTES) return null
    return this.#splitOff(segment, speeds, MIN_TAIL_BYTES)
  }

  /**
   * Ends a segment at the bytes that its connection has claimed and gives the rest to a faster
   * connection, whose response ends at `reach`. null if there is nothing left to take.
   */
  takeRemainder(slow: Segment, reach: number): Segment | null {
    const isHere = this.#segments.includes(slow)
    if (!isHere || slow.claimed === slow.end || reach < slow.end) return null
    const ahead = this.#cut(slow, slow.claimed, reach)
    ahead.answered = true
    return ahead
  }

  /**
   * Moves the end of a segment into the next one, as long as the next one has no response and the
   * segment's own response goes on. Until the server has answered a further connection, the present
   * one may be the only way to these bytes. Returns whether the end moved.
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

  /** Returns a segment, finished or not; an untouched one may be joined to its left neighbor. */
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

  /** Sets the end of a file of unknown length once its body is over. */
  closeAt(segment: Segment): void {
    segment.end = segment.position
  }

  /** Whether all of `[start, end)` is on disk. */
  holds(start: number, end: number): boolean {
    let at = start
    for (const segment of this.#segments) {
      if (segment.start <= at && at < segment.position) at = segment.position
    }
    return at >= end
  }

  /** All segments in their order, as they are at this moment. */
  tiles(): readonly Readonly<Segment>[] {
    return this.#segments
  }

  isComplete(): boolean {
    return this.#segments.every((s) => s.position === s.end)
  }

  doneBytes(): number {
    return this.#segments.reduce((sum, s) => sum + s.position - s.start, 0)
  }

  /** The segments to record; finished neighbors are joined. */
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
   * Undoes splits whose connection failed: a server that refuses a further connection still sends
   * the bytes over the first one, and may not be able to begin in the middle at all. A connection
   * that has claimed everything up to its end may have discarded later bytes: it gets no more.
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

  /** Makes `[at, end)` of a segment a segment of its own, which is taken. */
  #cut(left: Segment, at: number, reach: number): Segment {
    const { end } = left
    const right = { start: at, position: at, claimed: at, end, reach, taken: true, answered: false }
    left.end = at
    this.#segments.splice(this.#segments.indexOf(left) + 1, 0, right)
    return right
  }
}
