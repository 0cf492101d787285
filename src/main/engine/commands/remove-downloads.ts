import type { DownloadId } from '../../../shared/download'
import type { Coroutine } from '../../kernel'
import type { EngineContext } from '../context'
import { DownloadError } from '../download-error'
import type { Download } from '../life/download'

/** Takes downloads out of the list for good; see `Trash` for what can be undone. */
export class RemoveDownloads {
  readonly #context: EngineContext

  constructor(context: EngineContext) {
    this.#context = context
  }

  /**
   * Gives up unfinished downloads, and deletes their part files. One whose part file cannot be
   * deleted comes back into the list as failed.
   */
  cancel(ids: readonly DownloadId[]): void {
    this.#context.downloads.each('cancel', ids, (download) => this.#remove(download))
  }

  /** Takes ended downloads out of the list; a finished file stays where it is. */
  remove(ids: readonly DownloadId[]): void {
    const { downloads, ports } = this.#context
    const here = ids.filter((id) => downloads.has(id))
    downloads.each('remove', here, (download) => this.#remove(download))
    const completed = ids.filter((id) => !downloads.has(id))
    for (const id of ports.store.claims.removeCompleted(completed)) {
      this.#context.emit({ type: 'removed', id })
    }
  }

  #remove(download: Download): void {
    const { id } = download
    const { downloads, delayedStarts, ports, scheduler } = this.#context
    downloads.delete(id)
    delayedStarts.delete(id)
    this.#context.emit({ type: 'removed', id })
    const { files, store } = ports
    scheduler.replace(download, 'purge', function* (): Coroutine<void> {
      const { file, record } = download
      try {
        // The part file of a repair holds what the user had before.
        if (file.kind === 'part') yield* files.remove(record.dir, file.partName)
        store.downloads.remove([id])
      } catch (thrown) {
        if (!(thrown instanceof DownloadError)) throw thrown
        downloads.add(download)
        download.fail(thrown)
      }
    })
  }
}
