import type { DownloadId } from '../../../shared/download'
import type { Coroutine } from '../../kernel'
import type { Download } from '../download'
import { DownloadError } from '../download-error'
import type { Roster } from '../roster'

/** Taking downloads out of the list for good; see `Discarding` for what can be undone. */
export class Removing {
  readonly #roster: Roster

  constructor(roster: Roster) {
    this.#roster = roster
  }

  cancel(ids: readonly DownloadId[]): void {
    this.#roster.each('cancel', ids, (download) => this.#drop(download))
  }

  remove(ids: readonly DownloadId[]): void {
    const { downloads, ports } = this.#roster
    const here = ids.filter((id) => downloads.has(id))
    this.#roster.each('remove', here, (download) => this.#drop(download))
    const completed = ids.filter((id) => !downloads.has(id))
    for (const id of ports.store.claims.removeCompleted(completed)) {
      this.#roster.emit({ type: 'removed', id })
    }
  }

  #drop(download: Download): void {
    const { id, record } = download
    const { downloads, later, ports, scheduler } = this.#roster
    downloads.delete(id)
    later.delete(id)
    this.#roster.emit({ type: 'removed', id })
    const { files, store } = ports
    scheduler.drop(download, function* (): Coroutine<void> {
      const { dir, partName } = download.record
      try {
        // A part that is the repair of a finished file holds what a person had before.
        const isOurs = record.state !== 'completed' && record.finishedAtMs === null
        if (isOurs && partName !== null) yield* files.remove(dir, partName)
        store.downloads.remove([id])
      } catch (thrown) {
        if (!(thrown instanceof DownloadError)) throw thrown
        downloads.set(id, download)
        download.fail(thrown)
      }
    })
  }
}
