import type { DownloadView } from '../../../shared/download'
import { type DownloadOptions, NO_OPTIONS } from '../../../shared/download-options'
import type { DownloadRecord } from '../records'
import type { Roster } from '../roster'
import type { Discarding } from './discarding'
import type { FinishedFiles } from './finished-files'
import type { Running } from './running'

/** What other commands are needed to go on with what is taken over. */
interface Others {
  readonly running: Running
  readonly finished: FinishedFiles
  readonly discarding: Discarding
}

/** What another process left behind. */
export class TakingOver {
  readonly #roster: Roster
  readonly #others: Others

  constructor(roster: Roster, others: Others) {
    this.#roster = roster
    this.#others = others
  }

  recover(): void {
    const { store } = this.#roster.ports
    for (const record of store.claims.takeAll()) this.#roster.adopt(record)
    for (const record of store.claims.takeDiscarded()) this.#others.discarding.adopt(record)
  }

  continueUnfinished(
    url: string,
    dir: string,
    wishedName?: string,
    options?: Partial<DownloadOptions>,
  ): DownloadView | null {
    const { files, store } = this.#roster.ports
    const { running, finished } = this.#others
    const name = wishedName === undefined ? null : files.safeName(wishedName)
    const record = store.claims.takeUnfinished(url, dir, name)
    if (record === null) return null
    const isCompleted = record.state === 'completed'
    if (isCompleted && !wasComparedWith(record, options?.checksums)) return null
    const download = this.#roster.adopt(record)
    if (options !== undefined) download.patch({ options: { ...NO_OPTIONS, ...options } })
    if (isCompleted) finished.completeAgain(download)
    running.resume([download.id])
    running.retry([download.id])
    return this.#roster.view(download)
  }

  openFinished(dir: string, fileName: string): DownloadView | null {
    const record = this.#roster.ports.store.claims.takeFinished(dir, fileName)
    return record && this.#roster.view(this.#roster.adopt(record))
  }
}

/** Whether a completed file has been compared with all these checksums. */
function wasComparedWith(
  { options }: DownloadRecord,
  checksums: DownloadOptions['checksums'] = [],
): boolean {
  const compared = options.checksums.map(({ hex }) => hex)
  return checksums.every(({ hex }) => compared.includes(hex))
}
