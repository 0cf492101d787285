import { createLogUpdate } from 'log-update'
import type { DownloadId } from '../../shared/download'
import { inColour } from './in-colour'
import { type Progress, progressLine } from './progress-line'

const DRAW_EVERY_MS = 100

/** A line of progress for each running download and one for all, redrawn in place. */
export class LiveProgress {
  readonly #write = createLogUpdate(process.stdout)
  readonly #rows = new Map<DownloadId, Progress>()
  readonly #total: (running: Iterable<Progress>) => Progress | null
  #drawnAtMs = Number.NEGATIVE_INFINITY

  /** `total` makes the last line of those that run; null for none. */
  constructor(total: (running: Iterable<Progress>) => Progress | null) {
    this.#total = total
  }

  show(id: DownloadId, progress: Progress): void {
    this.#rows.set(id, progress)
    if (performance.now() - this.#drawnAtMs >= DRAW_EVERY_MS) this.#draw()
  }

  remove(id: DownloadId): void {
    this.#rows.delete(id)
  }

  /** Has `print` write lines that stay, above the progress. */
  above(print: () => void): void {
    this.#write.clear()
    print()
    this.#draw()
  }

  end(): void {
    this.#write.clear()
    this.#write.done()
  }

  #draw(): void {
    this.#drawnAtMs = performance.now()
    const { columns, rows } = process.stdout
    // The last column stays free: some terminals go on to the next line when it is written.
    const cells = columns - 1
    const places = Math.max(1, rows - 3)
    const running = [...this.#rows.values()]
    const lines = running.slice(0, places).map((row) => paint(progressLine(row, cells), row))
    if (running.length > places) lines.push(`… ${running.length - places} more`)
    const total = this.#total(running)
    if (total !== null) lines.push(progressLine(total, cells))
    this.#write(lines.join('\n'))
  }
}

function paint(line: string, { trouble }: Progress): string {
  return trouble === null ? line : inColour('yellow', line)
}
