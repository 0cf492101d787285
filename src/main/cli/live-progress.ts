import { createLogUpdate } from 'log-update'
import prettyBytes from 'pretty-bytes'
import prettyMilliseconds from 'pretty-ms'
import type { DownloadId, DownloadView } from '../../shared/download'

const BAR_CELLS = 24

/** A line of progress for each running download, redrawn in place. */
export class LiveProgress {
  readonly #write = createLogUpdate(process.stdout)
  readonly #lines = new Map<DownloadId, string>()

  show(view: DownloadView): void {
    this.#lines.set(view.id, lineFor(view))
    this.#draw()
  }

  remove(id: DownloadId): void {
    this.#lines.delete(id)
    this.#draw()
  }

  /** Makes room for a line that stays. */
  clear(): void {
    this.#write.clear()
  }

  end(): void {
    this.#write.clear()
    this.#write.done()
  }

  #draw(): void {
    this.#write([...this.#lines.values()].join('\n'))
  }
}

function lineFor({ name, doneBytes, lengthBytes, speedBytesPerSec, etaMs }: DownloadView): string {
  const speed = `${prettyBytes(speedBytesPerSec, { binary: true })}/s`
  const done = prettyBytes(doneBytes, { binary: true })
  if (lengthBytes === null || lengthBytes === 0) return `${name}  ${done}  ${speed}`
  const fraction = doneBytes / lengthBytes
  const filled = Math.round(fraction * BAR_CELLS)
  const bar = '#'.repeat(filled) + '.'.repeat(BAR_CELLS - filled)
  const left = etaMs === null ? '' : `  ${prettyMilliseconds(etaMs, { compact: true })} left`
  const whole = prettyBytes(lengthBytes, { binary: true })
  return `${name}  [${bar}] ${Math.floor(fraction * 100)} %  ${done} of ${whole}  ${speed}${left}`
}
