const BUCKET_MS = 250
const BUCKETS = 16

/** Bytes per second over the last four seconds. */
export class SpeedMeter {
  readonly #bytes = new Array<number>(BUCKETS).fill(0)
  #bucket = 0
  #startedAtMs: number

  /** `nowMs` and all later times are monotonic milliseconds. */
  constructor(nowMs: number) {
    this.#startedAtMs = nowMs
    this.#bucket = Math.floor(nowMs / BUCKET_MS)
  }

  add(bytes: number, nowMs: number): void {
    this.#advance(nowMs)
    const index = this.#bucket % BUCKETS
    this.#bytes[index] = (this.#bytes[index] ?? 0) + bytes
  }

  bytesPerSec(nowMs: number): number {
    this.#advance(nowMs)
    const windowMs = Math.min(nowMs - this.#startedAtMs, (BUCKETS - 1) * BUCKET_MS)
    if (windowMs < BUCKET_MS) return 0
    return (this.#bytes.reduce((sum, bytes) => sum + bytes, 0) * 1000) / windowMs
  }

  /** Starts over, after a pause. */
  reset(nowMs: number): void {
    this.#bytes.fill(0)
    this.#startedAtMs = nowMs
    this.#bucket = Math.floor(nowMs / BUCKET_MS)
  }

  #advance(nowMs: number): void {
    const bucket = Math.floor(nowMs / BUCKET_MS)
    const passed = Math.min(bucket - this.#bucket, BUCKETS)
    for (let step = 1; step <= passed; step += 1) this.#bytes[(this.#bucket + step) % BUCKETS] = 0
    this.#bucket = Math.max(this.#bucket, bucket)
  }
}
