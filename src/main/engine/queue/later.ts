import type { DownloadId } from '../../../shared/download'
import type { Download } from '../download'

/** Downloads that wait in the queue for a time of day. */
export class Later {
  readonly #waiting = new Map<DownloadId, Download>()

  /** Waits from now on for the time on its record. */
  add(download: Download): void {
    this.#waiting.set(download.id, download)
  }

  delete(id: DownloadId): void {
    this.#waiting.delete(id)
  }

  /** Takes out those whose time has come: by the calendar, which a sleep or a person may move. */
  takeDue(epochMs: number): Download[] {
    const due = [...this.#waiting.values()].filter(
      ({ record }) => (record.startAtMs ?? 0) <= epochMs,
    )
    for (const { id } of due) this.#waiting.delete(id)
    return due
  }
}
