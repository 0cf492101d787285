import type { DownloadId } from '../../../shared/download'
import { ERROR_FAMILIES, type ErrorCode } from '../../../shared/errors'
import type { EngineContext } from '../context'
import { Download } from '../life/download'
import { doneBytes } from '../segments/segment-records'
import type { VerifyAndRepair } from './verify-and-repair'

/** Pauses downloads, resumes them, and tries failed ones again. */
export class PauseResume {
  readonly #context: EngineContext
  readonly #verifyAndRepair: VerifyAndRepair

  constructor(context: EngineContext, verifyAndRepair: VerifyAndRepair) {
    this.#context = context
    this.#verifyAndRepair = verifyAndRepair
  }

  pause(ids: readonly DownloadId[]): void {
    const { delayedStarts, downloads, scheduler } = this.#context
    downloads.together('pause', ids, (paused) => {
      Download.pauseAll(paused)
      this.#context.noteAll(idsOf(paused), 'paused')
      for (const download of paused) {
        delayedStarts.delete(download.id)
        scheduler.pause(download)
      }
    })
  }

  /** Resumes paused downloads; one that was to start later starts now. */
  resume(ids: readonly DownloadId[]): void {
    const { downloads, scheduler } = this.#context
    downloads.together('resume', ids, (resumed) => {
      this.#context.noteAll(idsOf(resumed), 'resumed')
      Download.queueAll(resumed)
      for (const download of resumed) scheduler.enqueue(download)
    })
  }

  /**
   * Tries failed downloads again: anew where the bytes on disk are of no use, and of a damaged file
   * only what is damaged.
   */
  retry(ids: readonly DownloadId[]): void {
    const { downloads, scheduler } = this.#context
    downloads.each('retry', ids, (download) => {
      const { error, segments, url } = download.record
      if (error?.code === 'damaged') this.#verifyAndRepair.repair(download)
      else if (download.file.kind === 'finished' && !isUseless(error?.code)) {
        this.#verifyAndRepair.verify(download)
      } else {
        if (error !== null && isUseless(error.code)) {
          download.beginAnew(doneBytes(segments), { code: error.code })
        }
        scheduler.clearBackoff(url)
        this.#context.enqueue(download)
      }
    })
  }

  pauseAll(): void {
    this.pause(this.#context.downloads.ids())
  }

  /** Resumes all paused downloads; those that are to start later wait for their time. */
  resumeAll(): void {
    const { downloads, delayedStarts, epochMs } = this.#context
    const nowMs = epochMs()
    const startAtMs = (id: DownloadId): number => downloads.get(id)?.record.startAtMs ?? 0
    const ids = downloads.ids()
    this.resume(ids.filter((id) => startAtMs(id) <= nowMs))
    const timed = ids.filter((id) => startAtMs(id) > nowMs)
    downloads.together('resume', timed, (delayed) => {
      for (const download of delayed) {
        download.delayUntil(startAtMs(download.id))
        delayedStarts.add(download)
      }
    })
  }
}

function idsOf(downloads: readonly Download[]): DownloadId[] {
  return downloads.map(({ id }) => id)
}

/** Whether the bytes on disk cannot be continued after this error. */
function isUseless(code: ErrorCode | undefined): boolean {
  if (code === undefined) return false
  return ERROR_FAMILIES[code] === 'restart' || code === 'checksum-mismatch'
}
