import type { DownloadId } from '../../../shared/download'
import type { ChangeOutcome, DownloadChange } from '../../../shared/download-change'
import { CancelledError, type Coroutine } from '../../kernel'
import type { Download } from '../download'
import { toDownloadError } from '../download-error'
import type { Roster } from '../roster'
import { changeOptions } from './change-options'
import type { FinishedFiles } from './finished-files'
import { type Place, relocate } from './relocate'

/** What a person may change of a download at any time. */
export class Changing {
  readonly #roster: Roster
  readonly #finished: FinishedFiles

  constructor(roster: Roster, finished: FinishedFiles) {
    this.#roster = roster
    this.#finished = finished
  }

  async change(id: DownloadId, change: DownloadChange): Promise<ChangeOutcome> {
    const { downloads, ports, scheduler } = this.#roster
    const download = downloads.get(id) ?? this.#roster.recall(id, 'verify')
    if (download === undefined || download.record.state === 'verifying') return 'busy'
    const { record } = download
    const isFinished = record.finishedAtMs !== null
    const { name: typed, dir } = change
    const name = typed === undefined ? undefined : ports.files.safeName(typed)
    const isMoved = dir !== undefined && dir !== record.dir
    const isRenamed = name !== undefined && name !== download.name
    if (isMoved && this.#mustNotStop(download)) return 'must-not-stop'
    ports.store.batch(() => {
      const changed = changeOptions(record.options, change)
      if (changed !== null) download.patch({ options: changed.options })
      for (const { kind, facts } of changed?.notes ?? []) download.timeline.note(kind, facts)
      if (isRenamed && !isFinished) {
        download.patch({ wishedName: name, ...(record.fileName !== null && { fileName: name }) })
        download.timeline.note('renamed', { name })
      }
    })
    scheduler.transfer(id)?.limit(download.record.options.limitBytesPerSec)
    try {
      const place = { ...(isMoved && { dir }), ...(isRenamed && isFinished && { name }) }
      if (Object.keys(place).length > 0) await this.#relocate(download, place)
    } finally {
      if (download.record.state === 'completed') {
        const isToBeCompared = (change.checksums ?? []).length > 0
        if (isToBeCompared) this.#finished.verify(download)
        else downloads.delete(id)
      }
    }
    return 'done'
  }

  limit(id: DownloadId, limitBytesPerSec: number | null): void {
    const { downloads, scheduler } = this.#roster
    const download = downloads.get(id)
    if (download === undefined) return
    download.patch({ options: { ...download.record.options, limitBytesPerSec } })
    download.timeline.note('limited', { limitBytesPerSec })
    scheduler.transfer(id)?.limit(limitBytesPerSec)
  }

  /** Whether all that has come would be lost if its connection ended. */
  #mustNotStop({ id, record }: Download): boolean {
    const transfer = this.#roster.scheduler.transfer(id)
    return transfer !== undefined && record.resumable === false && (transfer.doneBytes ?? 0) > 0
  }

  /** Ends what runs for it, moves what there is of it, and goes on. */
  #relocate(download: Download, place: Place): Promise<void> {
    const roster = this.#roster
    const { state, error, dir } = download.record
    download.patch({ state: 'verifying' })
    const goOn = (): void => {
      download.verified(null)
      if (state === 'downloading' || state === 'queued') roster.enqueue(download)
      else download.patch({ state, error })
    }
    return new Promise((resolve, reject) => {
      roster.scheduler.drop(download, function* (): Coroutine<void> {
        try {
          yield* relocate(download, roster.ports, place)
          const { record } = download
          if (place.dir !== undefined) {
            download.timeline.note('moved', { from: dir, to: record.dir })
          }
          if (place.name !== undefined) download.timeline.note('renamed', { name: download.name })
          goOn()
          resolve()
        } catch (thrown) {
          if (thrown instanceof CancelledError) throw thrown
          goOn()
          reject(toDownloadError(thrown))
        }
      })
    })
  }
}
