import type { DownloadView } from '../../shared/download'
import { ERROR_FAMILIES } from '../../shared/errors'
import { complainOf, type Reporter } from './reporter'
import { sentence } from './sentence'

/** One JSON object a line on standard output: the events are part of Rill's interface. */
export class JsonReporter implements Reporter {
  added({ id, url }: DownloadView): void {
    print({ event: 'added', id, url })
  }

  started({ id, lengthBytes, resumable }: DownloadView, path: string): void {
    print({ event: 'started', id, path, lengthBytes, resumable: resumable === true })
  }

  changed(view: DownloadView): void {
    const { id, state, resumable, doneBytes, lengthBytes, speedBytesPerSec, connections } = view
    // Nothing is progress before `started`.
    if (state !== 'downloading' || resumable === null) return
    print({ event: 'progress', id, doneBytes, lengthBytes, speedBytesPerSec, connections })
  }

  completed({ id, lengthBytes, proof }: DownloadView, path: string, elapsedMs: number): void {
    print({ event: 'completed', id, path, lengthBytes, elapsedMs, proof })
  }

  skipped({ id }: DownloadView, path: string | null): void {
    print({ event: 'skipped', id, path })
  }

  failed(view: DownloadView): void {
    const { id, error } = view
    const code = error?.code ?? 'bug'
    const retryable = ERROR_FAMILIES[code] === 'retryable'
    print({ event: 'failed', id, code, message: sentence(error), retryable })
    complainOf(view)
  }

  interrupted({ id, doneBytes }: DownloadView): void {
    print({ event: 'interrupted', id, doneBytes })
  }

  end(): void {}
}

function print(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}
