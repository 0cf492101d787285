import type { DownloadId } from '../../../shared/download'
import type { ChangeOutcome, DownloadChange } from '../../../shared/download-change'
import { CancelledError, type Coroutine } from '../../kernel'
import type { EngineContext } from '../context'
import { type DownloadError, toDownloadError } from '../download-error'
import type { Download } from '../life/download'
import { wasFinished } from '../life/file-state'
import { isToRun } from '../life/phase'
import type { DownloadRecord } from '../records'
import { editOptions } from './edit-options'
import { type Location, relocate } from './relocate'
import type { VerifyAndRepair } from './verify-and-repair'

/** Changes what a user may change of a download at any time. */
export class EditDownload {
  readonly #context: EngineContext
  readonly #verifyAndRepair: VerifyAndRepair

  constructor(context: EngineContext, verifyAndRepair: VerifyAndRepair) {
    this.#context = context
    this.#verifyAndRepair = verifyAndRepair
  }

  /**
   * Limit and connections apply from this moment on, all that is part of a request from the next
   * one on; the disk moves a file, which may take a while. Rejects with the DownloadError of a file
   * that cannot be moved.
   */
  async edit(id: DownloadId, change: DownloadChange): Promise<ChangeOutcome> {
    const { downloads, ports, scheduler } = this.#context
    const download = downloads.get(id) ?? downloads.recall(id, 'verify')
    if (download === undefined || download.record.state === 'verifying') return 'busy'
    const { record } = download
    const { name: typed, dir } = change
    const name = typed === undefined ? undefined : ports.files.safeName(typed)
    const isMoved = dir !== undefined && dir !== record.dir
    const isRenamed = name !== undefined && name !== download.name
    if (isMoved && this.#losesBytes(download)) return 'must-not-stop'
    this.#record(download, change, isRenamed ? name : undefined)
    scheduler.transfer(id)?.limit(download.record.options.limitBytesPerSec)
    const location = {
      ...(isMoved && { dir }),
      ...(isRenamed && wasFinished(record) && { name }),
    }
    const hasChecksums = (change.checksums ?? []).length > 0
    if (Object.keys(location).length > 0) await this.#move(download, location, hasChecksums)
    else this.#settle(download, hasChecksums)
    return 'done'
  }

  #record(download: Download, change: DownloadChange, name: string | undefined): void {
    this.#context.ports.store.transactions.batch(() => {
      const { options, fileName } = download.record
      const edited = editOptions(options, change)
      if (edited !== null) download.patch({ options: edited.options })
      for (const { kind, facts } of edited?.notes ?? []) download.timeline.note(kind, facts)
      if (name === undefined || wasFinished(download.record)) return
      download.patch({ wishedName: name })
      if (fileName !== null) download.place({ fileName: name })
      download.timeline.note('renamed', { name })
    })
  }

  /** A completed download is compared with the checksums it was given, or leaves memory again. */
  #settle(download: Download, hasChecksums: boolean): void {
    if (download.phase.name !== 'completed') return
    if (hasChecksums) this.#verifyAndRepair.verify(download)
    else this.#context.downloads.delete(download.id)
  }

  /** Whether all received bytes would be lost if its connection ended. */
  #losesBytes({ id, record }: Download): boolean {
    const transfer = this.#context.scheduler.transfer(id)
    return (
      transfer !== undefined && record.resumable === false && (transfer.status.doneBytes ?? 0) > 0
    )
  }

  /** Ends what runs, moves what there is of the file, and goes on. */
  #move(download: Download, location: Location, hasChecksums: boolean): Promise<void> {
    const { delayedStarts, downloads, ports, scheduler } = this.#context
    const { record } = download
    delayedStarts.delete(download.id)
    const before = download.beginMove()
    return new Promise((resolve, reject) => {
      scheduler.replace(
        download,
        'move',
        function* (this: EditDownload): Coroutine<void> {
          let failure: DownloadError | null = null
          try {
            yield* relocate(download, ports, location)
            noteMove(download, record)
          } catch (thrown) {
            if (thrown instanceof CancelledError) throw thrown
            failure = toDownloadError(thrown)
          }
          download.endMove(before)
          if (downloads.get(download.id) === download) {
            if (isToRun(before)) this.#context.goOn(download)
            this.#settle(download, hasChecksums)
          }
          if (failure === null) resolve()
          else reject(failure)
        }.bind(this),
      )
    })
  }
}

function noteMove({ record, timeline, name }: Download, before: DownloadRecord): void {
  if (record.dir !== before.dir) timeline.note('moved', { from: before.dir, to: record.dir })
  if (record.fileName !== before.fileName) timeline.note('renamed', { name })
}
