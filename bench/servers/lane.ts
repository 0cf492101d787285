import type { Socket } from 'node:net'

/** Read ahead where no window is set; little, so that what is slow is slow for the server too. */
const READ_AHEAD_BYTES = 256 * 1024

/** Smaller than this, a limit of speed is felt as a limit and not as a stutter. */
const PIECE_BYTES = 16 * 1024

/** Shares out a number of bytes per second. */
export class Bucket {
  readonly #bytesPerSec: number
  #freeAtMs = 0

  constructor(bytesPerSec: number) {
    this.#bytesPerSec = bytesPerSec
  }

  /** When these bytes may pass; later ones wait behind them. */
  passAtMs(bytes: number, nowMs: number): number {
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs) + (bytes / this.#bytesPerSec) * 1000
    return this.#freeAtMs
  }
}

export interface LaneOptions {
  readonly delayMs: number
  /** How much later still the first bytes pass. */
  readonly headStartMs?: number
  readonly buckets?: readonly Bucket[]
  readonly windowBytes?: number
  readonly resetAfterBytes?: number
  passed?(bytes: number): void
}

/** One direction of a connection: what comes from one socket goes to the other, later. */
export class Lane {
  readonly #from: Socket
  readonly #to: Socket
  readonly #options: LaneOptions
  readonly #startedAtMs = performance.now()
  readonly #pieces: { readonly bytes: Buffer | null; readonly dueAtMs: number }[] = []
  #timer: NodeJS.Timeout | null = null
  #underWay = 0
  #passed = 0

  constructor(from: Socket, to: Socket, options: LaneOptions) {
    this.#from = from
    this.#to = to
    this.#options = options
    from.on('data', (chunk) => this.#take(chunk))
    from.on('end', () => this.#queue(null, this.#dueAtMs()))
    from.on('error', () => to.destroy())
    from.on('close', () => {
      if (from.destroyed && !from.readableEnded) to.destroy()
    })
  }

  #take(chunk: Buffer): void {
    const { buckets = [], windowBytes = READ_AHEAD_BYTES } = this.#options
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const piece = chunk.subarray(start, start + PIECE_BYTES)
      const nowMs = performance.now()
      const passAtMs = buckets.map((bucket) => bucket.passAtMs(piece.length, nowMs))
      this.#queue(piece, Math.max(this.#dueAtMs(), ...passAtMs))
    }
    this.#underWay += chunk.length
    if (this.#underWay >= windowBytes) this.#from.pause()
  }

  #dueAtMs(): number {
    const { delayMs, headStartMs = 0 } = this.#options
    return Math.max(performance.now(), this.#startedAtMs + headStartMs) + delayMs
  }

  #queue(bytes: Buffer | null, dueAtMs: number): void {
    this.#pieces.push({ bytes, dueAtMs })
    if (this.#timer === null && this.#pieces.length === 1) this.#pass()
  }

  #pass(): void {
    this.#timer = null
    const nowMs = performance.now()
    // A timer comes a little late or a little early; half a millisecond is as good as due.
    while (this.#pieces[0] !== undefined && this.#pieces[0].dueAtMs <= nowMs + 0.5) {
      const piece = this.#pieces.shift()
      if (piece?.bytes === null) this.#to.end()
      else if (piece !== undefined) this.#passOn(piece.bytes)
    }
    const next = this.#pieces[0]
    if (next !== undefined) this.#timer = setTimeout(() => this.#pass(), next.dueAtMs - nowMs)
  }

  #passOn(bytes: Buffer): void {
    const { resetAfterBytes = Infinity, delayMs, passed } = this.#options
    if (this.#to.destroyed) return
    this.#passed += bytes.length
    if (this.#passed > resetAfterBytes) {
      this.#to.resetAndDestroy()
      this.#from.destroy()
      return
    }
    passed?.(bytes.length)
    // Taken by the other socket, and known here half a round trip later.
    this.#to.write(bytes, () => {
      if (delayMs === 0) this.#free(bytes.length)
      else setTimeout(() => this.#free(bytes.length), delayMs)
    })
  }

  #free(bytes: number): void {
    const { windowBytes = READ_AHEAD_BYTES } = this.#options
    this.#underWay -= bytes
    if (this.#underWay < windowBytes) this.#from.resume()
  }
}
