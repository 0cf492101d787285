import type { Store } from '../../src/main/engine/ports/store'
import type { DownloadDraft, DownloadRecord } from '../../src/main/engine/records'
import { NO_OPTIONS } from '../../src/shared/download-options'

/** Where `StoreHome.open` says that files go. */
export const FOLDER = '/folder'

export interface OpenStore extends Store {
  /** Ends the process as it should: its downloads are free. */
  end(): void
}

/** A place that several processes use as their store. */
export interface StoreHome {
  /** The store of one more process; those that are still open end with the test. */
  open(): OpenStore
  /** One more process; it has done what `workInStore` does with this link, and lives on. */
  startProcess(url: string): Promise<StoreProcess>
}

export interface StoreProcess {
  /** Of the download that it inserted, and works on. */
  readonly id: number
  /** Ends it as a crash does. */
  kill(): Promise<void>
}

export const draft = (changes: Partial<DownloadDraft> = {}): DownloadDraft => ({
  url: 'https://a.example/x',
  dir: FOLDER,
  wishedName: null,
  options: NO_OPTIONS,
  state: 'queued',
  addedAtMs: 1_700_000_000_000,
  ...changes,
})

export function insert(store: Store, changes: Partial<DownloadDraft> = {}): DownloadRecord {
  const [record] = store.downloads.insert([draft(changes)])
  if (record === undefined) throw new Error('nothing was inserted')
  return record
}

/** What is left by it: a download that is being fetched, and a setting. Returns its id. */
export function workInStore(store: Store, url: string): number {
  const { id } = insert(store, { url })
  store.downloads.update(id, { state: 'downloading', partName: 'x.part', lengthBytes: 100 })
  store.checkpoints.write(id, [{ start: 0, position: 40, end: 100 }])
  store.settings.write({ simultaneousDownloads: 3 })
  return id
}
