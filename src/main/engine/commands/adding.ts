import type { AddDrafts } from '../../../shared/adding/drafts'
import type { DownloadId } from '../../../shared/download'
import { type DownloadOptions, NO_OPTIONS } from '../../../shared/download-options'
import type { AddDownloads } from '../../../shared/ipc/adding'
import type { TimelineEntry } from '../../../shared/timeline'
import type { Download } from '../download'
import type { DownloadDraft } from '../records'
import type { Roster } from '../roster'
import { timelineEntry } from '../timeline'
import { newDrafts } from './new-drafts'
import type { QueueOrder } from './queue-order'

/** A link to download, and what a command line may wish for beyond the window's dialog. */
export interface AddOptions extends AddDownloads {
  readonly wishedName?: string
  readonly options?: Partial<DownloadOptions>
}

/** New downloads: on record first, then in the queue. */
export class Adding {
  readonly #roster: Roster
  readonly #order: QueueOrder

  constructor(roster: Roster, order: QueueOrder) {
    this.#roster = roster
    this.#order = order
  }

  add({ urls, dir, paused, wishedName, options }: AddOptions): Download[] {
    const { ports, home } = this.#roster
    const common = {
      dir,
      wishedName: wishedName === undefined ? null : ports.files.safeName(wishedName),
      options: { ...NO_OPTIONS, ...options },
      state: paused ? 'paused' : 'queued',
      addedAtMs: home.epochMs(),
    } as const
    return this.#insert(urls.map((url): DownloadDraft => ({ url, ...common })))
  }

  addDrafts(addition: AddDrafts): DownloadId[] {
    const { ports, home } = this.#roster
    const drafts = newDrafts(addition, ports.files, Math.round(home.epochMs()))
    const ids = this.#insert(drafts).map(({ id }) => id)
    if (addition.place === 'first') this.#order.moveToFront(ids)
    return ids
  }

  #insert(drafts: readonly DownloadDraft[]): Download[] {
    const added = ({ url, dir, addedAtMs, startAtMs }: DownloadDraft): TimelineEntry =>
      timelineEntry(addedAtMs, 'added', { url, dir, startAtMs })
    return this.#roster.ports.store.downloads.insert(drafts, added).map((record) => {
      const download = this.#roster.adopt(record)
      this.#roster.emit({ type: 'changed', id: record.id })
      return download
    })
  }
}
