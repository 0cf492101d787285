import type { SpeedRecord } from '../../../shared/speed-record'

/** One sample a second. */
const SAMPLE_MS = 1_000
const RECENT_SAMPLES = 60
const MOST_POINTS = 600

/**
 * The speeds of one download: each of the last sixty seconds, and its whole life in at most six
 * hundred points, which stand for longer and longer as it goes on.
 */
export class SpeedHistory {
  #recent: number[]
  #whole: number[]
  #stepMs: number
  /** Of the point that is being made. */
  #sum = 0
  #samples = 0

  constructor(record: SpeedRecord | null) {
    this.#recent = [...(record?.recent ?? [])]
    this.#whole = [...(record?.whole ?? [])]
    this.#stepMs = record?.stepMs ?? SAMPLE_MS
  }

  /** Takes in the speed of one more second. */
  add(bytesPerSec: number): void {
    const speed = Math.max(0, Math.round(bytesPerSec))
    this.#recent.push(speed)
    if (this.#recent.length > RECENT_SAMPLES) this.#recent.shift()
    this.#sum += speed
    this.#samples += 1
    if (this.#samples * SAMPLE_MS < this.#stepMs) return
    this.#whole.push(Math.round(this.#sum / this.#samples))
    this.#sum = 0
    this.#samples = 0
    if (this.#whole.length > MOST_POINTS) this.#thin()
  }

  /** The point that is being made is left out until it is whole. */
  record(): SpeedRecord {
    return { recent: [...this.#recent], whole: [...this.#whole], stepMs: this.#stepMs }
  }

  /** Two points become one; the last one, if it is alone, goes on being made. */
  #thin(): void {
    const before = this.#whole
    this.#whole = []
    for (let index = 0; index + 1 < before.length; index += 2) {
      this.#whole.push(Math.round(((before[index] ?? 0) + (before[index + 1] ?? 0)) / 2))
    }
    if (before.length % 2 === 1) {
      this.#samples = this.#stepMs / SAMPLE_MS
      this.#sum = (before.at(-1) ?? 0) * this.#samples
    }
    this.#stepMs *= 2
  }
}
