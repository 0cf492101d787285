import type { DownloadId } from '../../../shared/download'
import type { Coroutine } from '../../kernel'
import { Download } from '../download'
import { DownloadError } from '../download-error'
import type { DownloadRecord } from '../records'
import type { Roster } from '../roster'
import { type Discard, Discards } from './discards'

/** Taking downloads out of the list, and bringing them back. */
export class Discarding {
  readonly #roster: Roster
  readonly #discards: Discards

  constructor(roster: Roster) {
    this.#roster = roster
    this.#discards = new Discards({
      ports: roster.ports,
      undoMs: roster.policy.undoMs,
      scheduler: roster.scheduler,
      epochMs: roster.home.epochMs,
      comesBack: (discard, error) => this.#comesBack(discard, error),
    })
  }

  /** Makes each final when its time is over; for ever. */
  serve(): Coroutine<void> {
    return this.#discards.serve()
  }

  /** Takes over what was discarded before this process began. */
  adopt(record: DownloadRecord): void {
    const { id, discarded, state } = record
    if (discarded === null) return
    const download = state === 'completed' ? null : new Download(record, this.#roster.home)
    this.#discards.add({ id, discarded, download })
  }

  discard(ids: readonly DownloadId[], withFile: boolean): void {
    const { downloads, home, later, moving, ports, scheduler } = this.#roster
    const { store } = ports
    const discarded = { atMs: home.epochMs(), withFile }
    const named = [...new Set(ids)].filter((id) => !moving.has(id))
    const here = named.flatMap((id) => downloads.get(id) ?? [])
    const completed = store.transactions.batch(() => {
      const claimed = store.claims.takeCompleted(named.filter((id) => !downloads.has(id)))
      store.downloads.updateAll(claimed, { discarded })
      Download.patchAll(here, { discarded })
      this.#roster.noteAll([...here.map(({ id }) => id), ...claimed], 'discarded', { withFile })
      return claimed
    })
    for (const download of here) {
      downloads.delete(download.id)
      later.delete(download.id)
      this.#discards.add({ id: download.id, discarded, download })
      if (download.record.state === 'verifying') scheduler.drop(download, nothing)
      else scheduler.pause(download)
    }
    for (const id of completed) this.#discards.add({ id, discarded, download: null })
    for (const id of [...here.map((download) => download.id), ...completed]) {
      this.#roster.tell({ type: 'removed', id })
    }
  }

  restore(ids: readonly DownloadId[]): void {
    const { store } = this.#roster.ports
    const discards = this.#discards.take(ids)
    store.transactions.batch(() => {
      const stored = discards.filter(({ download }) => download === null)
      const named = stored.map(({ id }) => id)
      store.downloads.updateAll(named, { discarded: null })
      this.#roster.noteAll(
        discards.map(({ id }) => id),
        'restored',
      )
      for (const { download } of discards) if (download !== null) this.#takeBack(download)
    })
    for (const { id } of discards) this.#roster.tell({ type: 'changed', id })
  }

  /** What `restore` can bring back, the oldest first. */
  all(): { readonly id: DownloadId; readonly untilMs: number }[] {
    const { undoMs } = this.#roster.policy
    return this.#discards
      .all()
      .map(({ id, discarded }) => ({ id, untilMs: discarded.atMs + undoMs }))
  }

  #takeBack(download: Download): void {
    const { id, state } = download.record
    // It may have come to its end meanwhile.
    if (state !== 'completed') this.#roster.downloads.set(id, download)
    download.patch({ discarded: null })
    this.#roster.goOn(download)
  }

  /** What is discarded and cannot be made final. */
  #comesBack({ id, download }: Discard, error: DownloadError): void {
    const { downloads, ports } = this.#roster
    try {
      if (download === null) ports.store.downloads.update(id, { discarded: null })
      else {
        downloads.set(id, download)
        download.patch({ discarded: null })
        download.fail(error)
      }
      this.#roster.tell({ type: 'changed', id })
    } catch (storeError) {
      // Discarded on record, it becomes final with the next start.
      if (!(storeError instanceof DownloadError)) throw storeError
    }
  }
}

/** For a clean-up that has nothing to do. */
function* nothing(): Coroutine<void> {}
