import type { DownloadId } from '../../../shared/download'
import { ERROR_FAMILIES, type ErrorCode } from '../../../shared/errors'
import { Download } from '../download'
import type { Roster } from '../roster'
import { doneBytes, isWhole } from '../segments/segment-records'
import { resetProgress } from '../transfer/reset-progress'
import type { FinishedFiles } from './finished-files'

/** Holding downloads, and going on with them. */
export class Running {
  readonly #roster: Roster
  readonly #finished: FinishedFiles

  constructor(roster: Roster, finished: FinishedFiles) {
    this.#roster = roster
    this.#finished = finished
  }

  pause(ids: readonly DownloadId[]): void {
    const { later, scheduler } = this.#roster
    this.#roster.together('pause', ids, (downloads) => {
      Download.patchAll(downloads, { state: 'paused' })
      this.#roster.noteAll(idsOf(downloads), 'paused')
      for (const download of downloads) {
        later.delete(download.id)
        scheduler.pause(download)
      }
    })
  }

  resume(ids: readonly DownloadId[]): void {
    this.#roster.together('resume', ids, (downloads) => {
      this.#roster.noteAll(idsOf(downloads), 'resumed')
      Download.patchAll(downloads, { state: 'queued', error: null, startAtMs: null })
      for (const download of downloads) this.#roster.scheduler.enqueue(download)
    })
  }

  retry(ids: readonly DownloadId[]): void {
    this.#roster.each('retry', ids, (download) => {
      const { error, finishedAtMs, segments } = download.record
      if (error?.code === 'damaged') this.#finished.repair(download)
      else if (finishedAtMs !== null && isWhole(segments) && !isOfNoUse(error?.code)) {
        this.#finished.verify(download)
      } else {
        if (error !== null && isOfNoUse(error.code)) {
          resetProgress(download, doneBytes(segments), { code: error.code })
        }
        this.#roster.scheduler.forgive(download.record.url)
        this.#roster.enqueue(download)
      }
    })
  }

  pauseAll(): void {
    this.pause([...this.#roster.downloads.keys()])
  }

  resumeAll(): void {
    const { downloads, home, later } = this.#roster
    const nowMs = home.epochMs()
    const isTimed = (id: DownloadId): boolean => (downloads.get(id)?.record.startAtMs ?? 0) > nowMs
    const ids = [...downloads.keys()]
    this.resume(ids.filter((id) => !isTimed(id)))
    this.#roster.together('resume', ids.filter(isTimed), (timed) => {
      Download.patchAll(timed, { state: 'queued', error: null })
      for (const download of timed) later.add(download)
    })
  }
}

function idsOf(downloads: readonly Download[]): DownloadId[] {
  return downloads.map(({ id }) => id)
}

/** Whether what was fetched so far cannot be gone on with. */
function isOfNoUse(code: ErrorCode | undefined): boolean {
  if (code === undefined) return false
  return ERROR_FAMILIES[code] === 'restart' || code === 'checksum-mismatch'
}
