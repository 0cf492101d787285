import type { DownloadId } from '../../../shared/download'
import type { Coroutine } from '../../kernel'
import type { EngineContext } from '../context'
import { DownloadError } from '../download-error'
import { Download } from '../life/download'
import type { DownloadRecord } from '../records'
import { purgeFiles } from './purge-files'
import { TrashBin, type Trashed } from './trash-bin'

/** How many downloads of the store alone are purged by one transaction. */
const CHUNK = 500

/** Takes downloads out of the list; for a while they can be restored. */
export class Trash {
  readonly #context: EngineContext
  readonly #bin: TrashBin

  constructor(context: EngineContext) {
    this.#context = context
    this.#bin = new TrashBin({ undoMs: context.policy.undoMs, epochMs: context.epochMs })
  }

  /** Purges each download when its time to be restored is over; for ever. */
  *serve(): Coroutine<void> {
    for (;;) yield* this.#purge(yield* this.#bin.due())
  }

  /** Takes over what was put into the trash before this process began. */
  adopt(record: DownloadRecord): void {
    const { id, trashed, state } = record
    if (trashed === null) return
    const download = state === 'completed' ? null : this.#context.downloads.make(record)
    this.#bin.add({ id, trashed, download })
  }

  /**
   * Takes downloads out of the list, whatever they are doing. For a while `restore` brings them
   * back; then an unfinished file goes to the system's trash, and so does a finished one if it is to
   * go `withFile`. A download whose file is being moved is ignored.
   */
  put(ids: readonly DownloadId[], withFile = false): void {
    const { downloads, epochMs, events, ports } = this.#context
    const { store } = ports
    const trashed = { atMs: epochMs(), withFile }
    const named = [...new Set(ids)].filter((id) => downloads.get(id)?.phase.name !== 'moving')
    const here = named.flatMap((id) => downloads.get(id) ?? [])
    const completed = store.transactions.batch(() => {
      const claimed = store.claims.takeCompleted(named.filter((id) => !downloads.has(id)))
      store.downloads.updateAll(claimed, { trashed })
      Download.trashAll(here, trashed)
      this.#context.noteAll([...here.map(({ id }) => id), ...claimed], 'trashed', { withFile })
      return claimed
    })
    for (const download of here) this.#takeOut(download)
    for (const id of completed) this.#bin.add({ id, trashed, download: null })
    for (const id of [...here.map(({ id }) => id), ...completed]) {
      events.emit({ type: 'removed', id })
    }
  }

  /** Brings downloads back as they were; those that ran go on. */
  restore(ids: readonly DownloadId[]): void {
    const { events, ports } = this.#context
    const { store } = ports
    const trashed = this.#bin.take(ids)
    store.transactions.batch(() => {
      const stored = trashed.filter(({ download }) => download === null)
      store.downloads.updateAll(
        stored.map(({ id }) => id),
        { trashed: null },
      )
      this.#context.noteAll(
        trashed.map(({ id }) => id),
        'restored',
      )
      for (const { download } of trashed) if (download !== null) this.#takeBack(download)
    })
    for (const { id } of trashed) events.emit({ type: 'changed', id })
  }

  /** What `restore` can bring back, the oldest first, and until when. */
  list(): { readonly id: DownloadId; readonly untilMs: number }[] {
    const { undoMs } = this.#context.policy
    return this.#bin.all().map(({ id, trashed }) => ({ id, untilMs: trashed.atMs + undoMs }))
  }

  /** What runs is held, so that it goes on as if nothing had been when it is restored. */
  #takeOut(download: Download): void {
    const { downloads, delayedStarts, scheduler } = this.#context
    const { id, record } = download
    downloads.delete(id)
    delayedStarts.delete(id)
    if (record.trashed !== null) this.#bin.add({ id, trashed: record.trashed, download })
    if (record.state === 'verifying') scheduler.end(download)
    else scheduler.pause(download)
  }

  #takeBack(download: Download): void {
    // It may have completed meanwhile.
    if (download.phase.name !== 'completed') this.#context.downloads.add(download)
    download.restore()
    this.#context.goOn(download)
  }

  *#purge(due: readonly Trashed[]): Coroutine<void> {
    const { ports, scheduler } = this.#context
    const stored: Trashed[] = []
    for (const trashed of due) {
      const { download } = trashed
      if (download === null) stored.push(trashed)
      else {
        scheduler.replace(download, 'purge', () => this.#purgeAll([trashed], () => download.record))
      }
    }
    for (let from = 0; from < stored.length; from += CHUNK) {
      yield* this.#purgeAll(stored.slice(from, from + CHUNK), ({ id }) =>
        ports.store.claims.take(id),
      )
    }
  }

  *#purgeAll(
    trashed: readonly Trashed[],
    recordOf: (trashed: Trashed) => DownloadRecord | null,
  ): Coroutine<void> {
    const { ports } = this.#context
    const purged: DownloadId[] = []
    for (const one of trashed) {
      try {
        const keepsFile = one.download === null && !one.trashed.withFile
        const record = keepsFile ? null : recordOf(one)
        if (record !== null) yield* purgeFiles(record, ports.files)
        purged.push(one.id)
      } catch (thrown) {
        if (!(thrown instanceof DownloadError)) throw thrown
        this.#purgeFailed(one, thrown)
      }
    }
    try {
      ports.store.downloads.remove(purged)
    } catch (thrown) {
      // They are in the trash on record too: the next start tries again.
      if (!(thrown instanceof DownloadError)) throw thrown
    }
  }

  /** A download that cannot be purged comes back into the list. */
  #purgeFailed({ id, download }: Trashed, error: DownloadError): void {
    const { downloads, events, ports } = this.#context
    try {
      if (download === null) ports.store.downloads.update(id, { trashed: null })
      else {
        downloads.add(download)
        download.restore()
        if (download.phase.name !== 'completed') download.fail(error)
      }
      events.emit({ type: 'changed', id })
    } catch (storeError) {
      // On record it is in the trash, so the next start purges it.
      if (!(storeError instanceof DownloadError)) throw storeError
    }
  }
}
