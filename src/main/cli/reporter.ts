import type { DownloadView } from '../../shared/download'
import { sentence, withoutPassword } from './sentence'

/** Tells on the way what happens to the downloads. */
export interface Reporter {
  added(view: DownloadView): void
  /** The server has answered: the file's name is known. */
  started(view: DownloadView, path: string): void
  /** A running download has gone on, or waits; at most 4 times a second each. */
  changed(view: DownloadView): void
  completed(view: DownloadView, path: string, elapsedMs: number): void
  /** A file of that name was there, and was to be left alone. */
  skipped(view: DownloadView, path: string | null): void
  failed(view: DownloadView): void
  interrupted(view: DownloadView): void
  /** Nothing more will come. */
  end(): void
}

/** One line on standard error about a download that failed. */
export function complainOf({ url, error }: DownloadView): void {
  process.stderr.write(`rill: ${withoutPassword(url)}: ${sentence(error)}\n`)
}
