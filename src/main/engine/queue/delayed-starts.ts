import type { DownloadId } from '../../../shared/download'
import type { Download } from '../life/download'

/** Downloads that wait for a start time. */
export class DelayedStarts {
  readonly #waiting = new Map<DownloadId, Download>()

  /** Waits for the start time on the download's record. */
  add(download: Download): void {
    this.#waiting.set(download.id, download)
  }

  delete(id: DownloadId): void {
    this.#waiting.delete(id)
  }

  /** Takes out those whose time has come, by the calendar: a sleep or the user may move it. */
  takeDue(epochMs: number): Download[] {
    const due = [...this.#waiting.values()].filter(
      ({ record }) => (record.startAtMs ?? 0) <= epochMs,
    )
    for (const { id } of due) this.#waiting.delete(id)
    return due
  }
}
