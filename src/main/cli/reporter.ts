import { describeError } from '../../shared/describe-error'
import type { DownloadView } from '../../shared/download'
import { ERROR_FAMILIES } from '../../shared/errors'
import { LiveProgress } from './live-progress'

/** Tells on the way what happens to the downloads. */
export interface Reporter {
  added(view: DownloadView): void
  /** The server has answered: the file's name is known. */
  started(view: DownloadView, path: string): void
  progress(view: DownloadView): void
  completed(view: DownloadView, path: string, elapsedMs: number): void
  failed(view: DownloadView): void
  interrupted(view: DownloadView): void
  /** Nothing more will come. */
  end(): void
}

/** One JSON object a line on standard output: the events are part of Rill's interface. */
export class JsonReporter implements Reporter {
  added({ id, url }: DownloadView): void {
    print({ event: 'added', id, url })
  }

  started({ id, lengthBytes, resumable }: DownloadView, path: string): void {
    print({ event: 'started', id, path, lengthBytes, resumable: resumable === true })
  }

  progress({ id, doneBytes, lengthBytes, speedBytesPerSec, connections }: DownloadView): void {
    print({ event: 'progress', id, doneBytes, lengthBytes, speedBytesPerSec, connections })
  }

  completed({ id, lengthBytes, proof }: DownloadView, path: string, elapsedMs: number): void {
    print({ event: 'completed', id, path, lengthBytes, elapsedMs, proof })
  }

  failed(view: DownloadView): void {
    const { id, error } = view
    const retryable = error !== null && ERROR_FAMILIES[error.code] === 'retryable'
    print({ event: 'failed', id, code: error?.code, message: sentence(view), retryable })
    complain(view)
  }

  interrupted({ id, doneBytes }: DownloadView): void {
    print({ event: 'interrupted', id, doneBytes })
  }

  end(): void {}
}

/** Lines for people; on a terminal with live progress below them. */
export class TextReporter implements Reporter {
  readonly #quiet: boolean
  readonly #live: LiveProgress | null

  constructor(quiet: boolean) {
    this.#quiet = quiet
    this.#live = process.stdout.isTTY && !quiet ? new LiveProgress() : null
  }

  added(): void {}

  started({ url }: DownloadView, path: string): void {
    if (this.#live === null) this.#say(`${url} -> ${path}`)
  }

  progress(view: DownloadView): void {
    this.#live?.show(view)
  }

  completed(view: DownloadView, path: string): void {
    this.#live?.remove(view.id)
    this.#say(`Completed ${path}`)
  }

  failed(view: DownloadView): void {
    this.#live?.remove(view.id)
    complain(view)
  }

  interrupted({ id, name }: DownloadView): void {
    this.#live?.remove(id)
    this.#say(`Interrupted ${name}: the same command goes on with it`)
  }

  end(): void {
    this.#live?.end()
  }

  #say(line: string): void {
    if (this.#quiet) return
    this.#live?.clear()
    process.stdout.write(`${line}\n`)
  }
}

function print(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}

function complain(view: DownloadView): void {
  process.stderr.write(`rill: ${view.url}: ${sentence(view)}\n`)
}

function sentence({ error }: DownloadView): string {
  if (error === null) return ''
  const { happened, remedy } = describeError(error)
  return `${happened} ${remedy}`
}
