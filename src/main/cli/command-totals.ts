import type { DownloadView } from '../../shared/download'
import type { Progress } from './progress-line'

/** Counts the downloads of a command, for the line about all of them. */
export class CommandTotals {
  #added = 0
  #ended = 0
  #endedBytes = 0

  added(): void {
    this.#added += 1
  }

  ended({ state, doneBytes }: DownloadView): void {
    this.#ended += 1
    if (state === 'completed') this.#endedBytes += doneBytes
  }

  /** All together; null where one line says it all. How long it takes is told once all run. */
  total(running: Iterable<Progress>): Progress | null {
    if (this.#added < 2) return null
    let doneBytes = this.#endedBytes
    let speedBytesPerSec = 0
    let count = 0
    let runningBytes: number | null = 0
    for (const one of running) {
      count += 1
      doneBytes += one.doneBytes
      speedBytesPerSec += one.speedBytesPerSec
      runningBytes =
        runningBytes === null || one.lengthBytes === null ? null : runningBytes + one.lengthBytes
    }
    const allRun = count === this.#added - this.#ended
    const lengthBytes = allRun && runningBytes !== null ? this.#endedBytes + runningBytes : null
    return {
      label: `${this.#ended} of ${this.#added} done`,
      doneBytes,
      lengthBytes,
      speedBytesPerSec,
      etaMs: etaMs(lengthBytes, doneBytes, speedBytesPerSec),
      trouble: null,
    }
  }
}

function etaMs(lengthBytes: number | null, doneBytes: number, speed: number): number | null {
  if (lengthBytes === null || speed === 0) return null
  return Math.round(((lengthBytes - doneBytes) / speed) * 1000)
}
