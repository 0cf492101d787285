import type { AddDrafts } from '../../../shared/adding/drafts'
import type { DownloadId, DownloadView } from '../../../shared/download'
import { type DownloadOptions, NO_OPTIONS } from '../../../shared/download-options'
import type { TimelineEntry } from '../../../shared/timeline'
import type { EngineContext } from '../context'
import type { Download } from '../life/download'
import type { DownloadDraft } from '../records'
import { timelineEntry } from '../timeline'
import { newDrafts } from './new-drafts'
import type { QueueOrder } from './queue-order'

/** Links to download into one folder, under the same options. */
export interface AddOptions {
  readonly urls: readonly string[]
  /** Absolute path of the folder. */
  readonly dir: string
  readonly paused: boolean
  readonly wishedName?: string
  readonly options?: Partial<DownloadOptions>
}

/** Adds downloads: on record first, then in the queue. */
export class AddDownloads {
  readonly #context: EngineContext
  readonly #order: QueueOrder

  constructor(context: EngineContext, order: QueueOrder) {
    this.#context = context
    this.#order = order
  }

  add(addition: AddOptions): DownloadView[] {
    return this.#add(addition).map((download) => this.#context.view(download))
  }

  /** Like `add`, for very many of which nobody needs the view. */
  addMany(addition: AddOptions): DownloadId[] {
    return this.#add(addition).map(({ id }) => id)
  }

  /** Adds links with what is said of each. On disk when it returns. */
  addDrafts(addition: AddDrafts): DownloadId[] {
    const { ports, epochMs } = this.#context
    const drafts = newDrafts(addition, ports.files, Math.round(epochMs()))
    const ids = this.#insert(drafts).map(({ id }) => id)
    if (addition.place === 'first') this.#order.moveToFront(ids)
    return ids
  }

  #add({ urls, dir, paused, wishedName, options }: AddOptions): Download[] {
    const { ports, epochMs } = this.#context
    const common = {
      dir,
      wishedName: wishedName === undefined ? null : ports.files.safeName(wishedName),
      options: { ...NO_OPTIONS, ...options },
      state: paused ? 'paused' : 'queued',
      addedAtMs: epochMs(),
    } as const
    return this.#insert(urls.map((url): DownloadDraft => ({ url, ...common })))
  }

  #insert(drafts: readonly DownloadDraft[]): Download[] {
    const added = ({ url, dir, addedAtMs, startAtMs }: DownloadDraft): TimelineEntry =>
      timelineEntry(addedAtMs, 'added', { url, dir, startAtMs })
    return this.#context.ports.store.downloads.insert(drafts, added).map((record) => {
      const download = this.#context.adopt(record)
      this.#context.emit({ type: 'changed', id: record.id })
      return download
    })
  }
}
