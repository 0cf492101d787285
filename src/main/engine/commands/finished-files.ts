import type { DownloadId } from '../../../shared/download'
import type { Coroutine } from '../../kernel'
import type { Download } from '../download'
import { prepareRepair, verifyDownload } from '../proof/verify-download'
import type { Roster } from '../roster'
import { doneBytes } from '../segments/segment-records'
import { standsUnderFinalName } from '../transfer/finish-download'
import { resetProgress } from '../transfer/reset-progress'

/** What can be done about files that were whole once. */
export class FinishedFiles {
  readonly #roster: Roster

  constructor(roster: Roster) {
    this.#roster = roster
  }

  verifyAll(ids: readonly DownloadId[]): void {
    this.#roster.each('verify', ids, (download) => this.verify(download))
  }

  /** Compares the file with what is known of it; a damaged one fails. */
  verify(download: Download): void {
    const roster = this.#roster
    download.patch({ state: 'verifying', error: null })
    download.timeline.note('verifying')
    roster.alongside(download, function* (ports): Coroutine<void> {
      const { dir, partName } = download.record
      // A repair that came to its last byte and could not give the file its name again.
      if (partName !== null && (yield* ports.files.lengthOf(dir, partName)) !== null) {
        roster.enqueue(download)
        return
      }
      yield* verifyDownload(download, ports)
      download.patch({ state: 'completed' })
      roster.letGo(download, 'verified')
    })
  }

  /** Has what is damaged fetched again. */
  repair(download: Download): void {
    const roster = this.#roster
    download.patch({ state: 'verifying', error: null })
    roster.alongside(download, function* (ports): Coroutine<void> {
      yield* prepareRepair(download, ports)
      download.timeline.note('repaired')
      roster.enqueue(download)
    })
  }

  /** It is completed as it is if its file is still there; else it is fetched anew. */
  completeAgain(download: Download): void {
    const roster = this.#roster
    roster.alongside(download, function* ({ files, store }): Coroutine<void> {
      if (yield* standsUnderFinalName(download, files)) {
        roster.letGo(download, 'completed')
        return
      }
      store.transactions.batch(() => {
        resetProgress(download, doneBytes(download.record.segments), { code: 'part-file-lost' })
        // Both names may be somebody else's by now.
        download.patch({ fileName: null, partName: null })
        roster.enqueue(download)
      })
    })
  }
}
