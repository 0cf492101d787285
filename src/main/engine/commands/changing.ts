import type { DownloadId, DownloadState } from '../../../shared/download'
import type { ChangeOutcome, DownloadChange } from '../../../shared/download-change'
import { CancelledError, type Coroutine } from '../../kernel'
import type { Download } from '../download'
import { type DownloadError, toDownloadError } from '../download-error'
import type { Ports } from '../ports/ports'
import type { DownloadRecord } from '../records'
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
    ports.store.transactions.batch(() => {
      const changed = changeOptions(record.options, change)
      if (changed !== null) download.patch({ options: changed.options })
      for (const { kind, facts } of changed?.notes ?? []) download.timeline.note(kind, facts)
      if (isRenamed && !isFinished) {
        download.patch({ wishedName: name, ...(record.fileName !== null && { fileName: name }) })
        download.timeline.note('renamed', { name })
      }
    })
    scheduler.transfer(id)?.limit(download.record.options.limitBytesPerSec)
    const changed = (): void => {
      if (download.record.state !== 'completed') return
      const isToBeCompared = (change.checksums ?? []).length > 0
      if (isToBeCompared) this.#finished.verify(download)
      else downloads.delete(id)
    }
    const place = { ...(isMoved && { dir }), ...(isRenamed && isFinished && { name }) }
    if (Object.keys(place).length > 0) await this.#relocate(download, place, changed)
    else changed()
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
    return (
      transfer !== undefined && record.resumable === false && (transfer.status.doneBytes ?? 0) > 0
    )
  }

  /** Ends what runs for it, moves what there is of it, and goes on; `moved` is called at the end. */
  #relocate(download: Download, place: Place, moved: () => void): Promise<void> {
    const { downloads, moving, ports, scheduler } = this.#roster
    const { id, record } = download
    let { state, error } = record
    const waitsForItsTime = state === 'queued' && record.startAtMs !== null
    download.patch({ state: 'verifying' })
    moving.add(id)
    const goOn = (): void => {
      download.verified(null)
      if (isToRun(state) && !waitsForItsTime) this.#roster.enqueue(download)
      else download.patch({ state, error })
    }
    return new Promise((resolve, reject) => {
      scheduler.drop(download, function* (): Coroutine<void> {
        // What ran may have come to its own end first.
        if (download.record.state !== 'verifying') {
          ;({ state, error } = download.record)
          downloads.set(id, download)
        }
        let failure: DownloadError | null = null
        try {
          yield* relocate(download, ports, place)
          noteMove(download, record)
        } catch (thrown) {
          if (thrown instanceof CancelledError) throw thrown
          failure = toDownloadError(thrown)
        } finally {
          moving.delete(id)
        }
        if (downloads.get(id) === download) {
          goOn()
          moved()
          if (failure !== null) reject(failure)
        } else yield* removePart(download, ports)
        resolve()
      })
    })
  }
}

const isToRun = (state: DownloadState): boolean => state === 'downloading' || state === 'queued'

function noteMove({ record, timeline, name }: Download, before: DownloadRecord): void {
  if (record.dir !== before.dir) timeline.note('moved', { from: before.dir, to: record.dir })
  if (record.fileName !== before.fileName) timeline.note('renamed', { name })
}

/** Of a download that was given up while it was moved: nothing of it stays in the new place. */
function* removePart({ record }: Download, { files }: Ports): Coroutine<void> {
  const { dir, partName, finishedAtMs } = record
  if (finishedAtMs === null && partName !== null) yield* files.remove(dir, partName)
}
