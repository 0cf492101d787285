import {
  actionsOf,
  allows,
  type DownloadAction,
  type DownloadId,
  type DownloadState,
  type DownloadView,
} from '../../shared/download'
import { type DownloadOptions, NO_OPTIONS } from '../../shared/download-options'
import { ERROR_FAMILIES, type ErrorCode } from '../../shared/errors'
import type { AddDownloads } from '../../shared/ipc/adding'
import type { LiveColumn } from '../../shared/list-query'
import type { QueueStep } from '../../shared/queue-step'
import type { Settings } from '../../shared/settings'
import type { TimelineEntry, TimelineKind } from '../../shared/timeline'
import { CancelledError, type Coroutine, runningLoop, sleep, taskGroup } from '../kernel'
import { beginAnew } from './begin-download'
import { type Discard, Discards } from './discards'
import { Download, type DownloadHome } from './download'
import { DownloadError, toDownloadError } from './download-error'
import { standsUnderFinalName } from './finish-download'
import { liveValue } from './live-value'
import { DEFAULT_POLICY, type Policy } from './policy'
import type { DownloadDraft, DownloadRecord, Ports } from './ports'
import { proveLink } from './prove-link'
import { compareRanks, newRanks, stepBefore } from './rank'
import { Scheduler } from './scheduler'
import { doneBytes, isWhole } from './segment-records'
import { noteAll, timelineEntry } from './timeline'
import { prepareRepair, verifyDownload } from './verify-download'
import { viewOf } from './view'

/** How often running downloads tell of themselves although nothing came in. */
const TICK_MS = 1_000

/** How often what is on record is brought onto the disk. */
const FLUSH_MS = 5_000

/** News of the engine; `changed` is very frequent. */
export type EngineEvent =
  | {
      readonly type: 'changed' | 'removed' | 'completed' | 'failed' | 'verified'
      readonly id: DownloadId
    }
  | { readonly type: 'settings' }

/** Of the downloads that run now. */
export interface Totals {
  readonly active: number
  readonly speedBytesPerSec: number
  readonly doneBytes: number
  /** null if the length of one is unknown. */
  readonly lengthBytes: number | null
}

export interface EngineOptions {
  /** What differs from the default policy. */
  readonly policy?: Partial<Policy>
  /** Settings for this process alone, stronger than the stored ones. */
  readonly overrides?: Partial<Settings>
}

/** A link to download, and what a command line may wish for beyond the window's dialog. */
export interface AddOptions extends AddDownloads {
  readonly wishedName?: string
  readonly options?: Partial<DownloadOptions>
}

/**
 * The downloads: what a person may do with them, and what there is to see. Commands take effect at
 * once and are recorded before they return; those that make no sense in a download's state are
 * passed over.
 */
export class Engine {
  readonly #ports: Ports
  readonly #scheduler: Scheduler
  /** All that are not completed. What is completed stays in the store until a command needs it. */
  readonly #downloads = new Map<DownloadId, Download>()
  readonly #home: DownloadHome
  readonly #discards: Discards
  readonly #listeners = new Set<(event: EngineEvent) => void>()
  readonly #policy: Policy
  readonly #loop = runningLoop()
  #settings: Settings

  /** Is made inside the loop that will run `serve`. */
  constructor(ports: Ports, { policy = {}, overrides = {} }: EngineOptions = {}) {
    this.#ports = ports
    this.#policy = { ...DEFAULT_POLICY, ...policy }
    this.#settings = { ...ports.store.settings(), ...overrides }
    this.#home = {
      store: ports.store,
      changed: (id) => this.#emit({ type: 'changed', id }),
      epochMs: () => this.#loop.clock.epochMs(),
    }
    this.#scheduler = new Scheduler({
      ports,
      policy: this.#policy,
      settings: () => this.#settings,
      ended: (download) => {
        if (download.record.state === 'completed') this.#letGo(download, 'completed')
        else this.#emit({ type: 'failed', id: download.id })
      },
    })
    this.#discards = new Discards({
      ports,
      undoMs: this.#policy.undoMs,
      scheduler: this.#scheduler,
      epochMs: this.#home.epochMs,
      comesBack: (discard, error) => this.#comesBack(discard, error),
    })
  }

  /** Runs downloads until `stop`, which saves them. */
  *serve(): Coroutine<void> {
    const [ticking, flushing, serving] = [this.#tick(), this.#flush(), this.#scheduler.serve()]
    const discarding = this.#discards.serve()
    yield* taskGroup(function* (group): Coroutine<void> {
      const ticker = group.spawn(ticking, 'tick')
      const flusher = group.spawn(flushing, 'flush of the store')
      const discarder = group.spawn(discarding, 'end of what is discarded')
      yield* serving
      for (const task of [ticker, flusher, discarder]) task.cancel()
    })
  }

  /** To be told when the computer wakes up or is on a network again: waits for it are over. */
  networkBack(): void {
    this.#scheduler.networkBack()
  }

  stop(): void {
    this.#scheduler.stop()
  }

  /** Takes over all that is not completed: what ran when the last process ended goes on. */
  recover(): void {
    const { store } = this.#ports
    for (const record of store.claimAll()) this.#adopt(record)
    for (const record of store.claimDiscarded()) {
      const { id, discarded, state } = record
      if (discarded === null) continue
      const download = state === 'completed' ? null : new Download(record, this.#home)
      this.#discards.add({ id, discarded, download })
    }
  }

  /**
   * Goes on with an unfinished download of this link, folder and wished name, if there is one; by
   * these options from now on, where any are given. One that was completed by an engine that did not
   * come to its end completes again at once if its file is still there. If it would have to match
   * another checksum, it is left as it is.
   */
  continueUnfinished(
    url: string,
    dir: string,
    wishedName?: string,
    options?: Partial<DownloadOptions>,
  ): DownloadView | null {
    const name = wishedName === undefined ? null : this.#ports.files.safeName(wishedName)
    const record = this.#ports.store.claimUnfinished(url, dir, name)
    if (record === null) return null
    const isCompleted = record.state === 'completed'
    if (isCompleted && !wasComparedWith(record, options?.checksums)) return null
    const download = this.#adopt(record)
    if (options !== undefined) download.patch({ options: { ...NO_OPTIONS, ...options } })
    if (isCompleted) this.#completeAgain(download)
    this.resume([download.id])
    this.retry([download.id])
    return this.#view(download)
  }

  /** Takes over the download that finished this file, if there is one; it does not run. */
  openFinished(dir: string, fileName: string): DownloadView | null {
    const record = this.#ports.store.claimFinished(dir, fileName)
    return record && this.#view(this.#adopt(record))
  }

  /** What happened to a download, oldest first; empty for one that is not there. */
  timeline(id: DownloadId): TimelineEntry[] {
    return this.#record(id) === null ? [] : this.#ports.store.timeline(id)
  }

  /**
   * In the order of the queue, which those that do not wait have as well. Reads all completed ones
   * from the store.
   */
  list(): DownloadView[] {
    return this.#inOrder(this.#ports.store.allCompleted()).map((record) => {
      const download = this.#downloads.get(record.id)
      return download === undefined ? viewOf(record) : this.#view(download)
    })
  }

  get(id: DownloadId): DownloadView | undefined {
    const download = this.#downloads.get(id)
    if (download !== undefined) return this.#view(download)
    const record = this.#ports.store.completed(id)
    return record === null ? undefined : viewOf(record)
  }

  /** What those that are not completed have of this now, by which lists are sorted. */
  liveValues(column: LiveColumn): ReadonlyMap<DownloadId, number> {
    const values = new Map<DownloadId, number>()
    const some = column === 'progress' ? this.#downloads.values() : this.#scheduler.active()
    for (const download of some) {
      const value = liveValue(column, download.record, this.#scheduler.transfer(download.id))
      if (value !== null) values.set(download.id, value)
    }
    return values
  }

  /** Whether any download can be told to do this. */
  anyAllows(action: 'pause' | 'resume'): boolean {
    for (const { record } of this.#downloads.values()) if (allows(record.state, action)) return true
    return false
  }

  /** Of these, how many can be told to do what. */
  countActions(ids: readonly DownloadId[]): Record<DownloadAction, number> {
    const counts = { pause: 0, resume: 0, cancel: 0, retry: 0, remove: 0, changeLink: 0, verify: 0 }
    for (const id of new Set(ids)) {
      const state = this.#downloads.get(id)?.record.state ?? 'completed'
      for (const action of actionsOf(state)) counts[action] += 1
    }
    return counts
  }

  /** Those of them with which this makes sense. */
  allowing(action: DownloadAction, ids: readonly DownloadId[]): DownloadId[] {
    return [...new Set(ids)].filter((id) =>
      allows(this.#downloads.get(id)?.record.state ?? 'completed', action),
    )
  }

  /** Those that run now. */
  activeIds(): DownloadId[] {
    return [...this.#scheduler.active()].map(({ id }) => id)
  }

  /** What is asked of the server for a download; null for one that is not there. */
  request(id: DownloadId): Pick<DownloadRecord, 'url' | 'options'> | null {
    return this.#record(id)
  }

  /** The absolute path of the file, finished or not; null if there is none yet. */
  pathOf(id: DownloadId): string | null {
    const record = this.#record(id)
    const name = record?.state === 'completed' ? record.fileName : record?.partName
    return record && name ? this.#ports.files.path(record.dir, name) : null
  }

  add(addition: AddOptions): DownloadView[] {
    return this.#insert(addition).map((download) => this.#view(download))
  }

  /** Like `add`, for those who want to know no more of very many. */
  addMany(addition: AddOptions): DownloadId[] {
    return this.#insert(addition).map(({ id }) => id)
  }

  pause(ids: readonly DownloadId[]): void {
    this.#together('pause', ids, (downloads) => {
      Download.patchAll(downloads, { state: 'paused' })
      this.#noteAll(downloads, 'paused')
      for (const download of downloads) this.#scheduler.pause(download)
    })
  }

  resume(ids: readonly DownloadId[]): void {
    this.#together('resume', ids, (downloads) => {
      this.#noteAll(downloads, 'resumed')
      Download.patchAll(downloads, { state: 'queued', error: null })
      for (const download of downloads) this.#scheduler.enqueue(download)
    })
  }

  /**
   * Tries a failed download again: begins anew where what is there can no longer be continued, and
   * fetches of a damaged file only what is damaged.
   */
  retry(ids: readonly DownloadId[]): void {
    this.#each('retry', ids, (download) => {
      const { error, finishedAtMs, segments } = download.record
      if (error?.code === 'damaged') this.#repair(download)
      else if (finishedAtMs !== null && isWhole(segments) && !isOfNoUse(error?.code)) {
        this.#verify(download)
      } else {
        if (error !== null && isOfNoUse(error.code)) {
          beginAnew(download, doneBytes(segments), { code: error.code })
        }
        this.#scheduler.forgive(download.record.url)
        this.#enqueue(download)
      }
    })
  }

  /** Compares finished files with what is known of them; a damaged one fails, and can be retried. */
  verify(ids: readonly DownloadId[]): void {
    this.#each('verify', ids, (download) => this.#verify(download))
  }

  /**
   * Gives a download another link, once that has proven to lead to the same file; else it keeps the
   * one it has, and tells why.
   */
  changeLink(id: DownloadId, url: string): void {
    this.#each('changeLink', [id], (download) => {
      download.patch({ state: 'verifying', error: null })
      this.#scheduler.drop(download, () => this.#tryLink(download, url))
    })
  }

  /** Limits one download, in bytes per second, from this moment on; null takes the limit away. */
  limit(id: DownloadId, limitBytesPerSec: number | null): void {
    const download = this.#downloads.get(id)
    if (download === undefined) return
    download.patch({ options: { ...download.record.options, limitBytesPerSec } })
    download.timeline.note('limited', { limitBytesPerSec })
    this.#scheduler.transfer(id)?.limit(limitBytesPerSec)
  }

  /**
   * Puts downloads, in this order, in front of another one in the queue and in the list, or at the
   * end for null. Ids that are not there are passed over.
   */
  move(ids: readonly DownloadId[], before: DownloadId | null): void {
    const { store } = this.#ports
    const named = [...new Set([...ids, ...(before === null ? [] : [before])])]
    const completed = named.flatMap((id) => store.completed(id) ?? [])
    let ranks = newRanks(this.#inOrder(completed), ids, before)
    // No room between two of them: then all are ranked anew.
    if (ranks.size > ids.length) ranks = newRanks(this.#inOrder(store.allCompleted()), ids, before)
    store.batch(() => {
      for (const [id, rank] of ranks) {
        const download = this.#downloads.get(id)
        if (download === undefined) {
          store.update(id, { rank })
          this.#tell({ type: 'changed', id })
        } else {
          download.patch({ rank })
          this.#scheduler.rankChanged(download)
        }
      }
    })
  }

  /** Moves downloads that are not completed a step in the queue, in their order there. */
  moveBy(ids: readonly DownloadId[], step: QueueStep): void {
    const queue = this.#inOrder([]).map(({ id }) => id)
    const wanted = new Set(ids)
    const moved = queue.filter((id) => wanted.has(id))
    const before = stepBefore(queue, moved, step)
    if (before !== undefined) this.move(moved, before)
  }

  /** Together with those of the completed ones that are not here. */
  #inOrder(completed: readonly DownloadRecord[]): DownloadRecord[] {
    const here = [...this.#downloads.values()].map(({ record }) => record)
    return [...here, ...completed.filter(({ id }) => !this.#downloads.has(id))].sort(compareRanks)
  }

  #record(id: DownloadId): DownloadRecord | null {
    return this.#downloads.get(id)?.record ?? this.#ports.store.completed(id)
  }

  #verify(download: Download): void {
    download.patch({ state: 'verifying', error: null })
    download.timeline.note('verifying')
    const [letGo, enqueue] = [
      (): void => this.#letGo(download, 'verified'),
      (): void => this.#enqueue(download),
    ]
    this.#alongside(download, function* (ports): Coroutine<void> {
      const { dir, partName } = download.record
      // A repair that came to its last byte and could not give the file its name again.
      if (partName !== null && (yield* ports.files.lengthOf(dir, partName)) !== null) {
        enqueue()
        return
      }
      yield* verifyDownload(download, ports)
      download.patch({ state: 'completed' })
      letGo()
    })
  }

  #completeAgain(download: Download): void {
    const letGo = (): void => this.#letGo(download, 'completed')
    const fetchAnew = (): void => {
      beginAnew(download, doneBytes(download.record.segments), { code: 'part-file-lost' })
      // Both names may be somebody else's by now.
      download.patch({ fileName: null, partName: null })
      this.#enqueue(download)
    }
    this.#alongside(download, function* ({ files, store }): Coroutine<void> {
      if (yield* standsUnderFinalName(download, files)) letGo()
      else store.batch(fetchAnew)
    })
  }

  #repair(download: Download): void {
    download.patch({ state: 'verifying', error: null })
    const enqueue = (): void => {
      download.timeline.note('repaired')
      this.#enqueue(download)
    }
    this.#alongside(download, function* (ports): Coroutine<void> {
      yield* prepareRepair(download, ports)
      enqueue()
    })
  }

  /** Does something with a download that does not run; it fails if that fails. */
  #alongside(download: Download, work: (ports: Ports) => Coroutine<void>): void {
    const [ports, emit] = [this.#ports, (event: EngineEvent) => this.#emit(event)]
    this.#scheduler.drop(download, function* (): Coroutine<void> {
      try {
        yield* work(ports)
      } catch (thrown) {
        if (thrown instanceof CancelledError) throw thrown
        download.fail(toDownloadError(thrown))
        emit({ type: 'failed', id: download.id })
      }
    })
  }

  /**
   * Gives up a download that is not finished, and deletes its part file. One whose part file cannot
   * be deleted comes back into the list as failed.
   */
  cancel(ids: readonly DownloadId[]): void {
    this.#each('cancel', ids, (download) => this.#drop(download))
  }

  /** Takes an ended download out of the list; a finished file stays where it is. */
  remove(ids: readonly DownloadId[]): void {
    this.#each(
      'remove',
      ids.filter((id) => this.#downloads.has(id)),
      (download) => this.#drop(download),
    )
    const completed = ids.filter((id) => !this.#downloads.has(id))
    for (const id of this.#ports.store.removeCompleted(completed)) {
      this.#emit({ type: 'removed', id })
    }
  }

  /**
   * Takes downloads out of the list, whatever they are doing. For a while `restore` brings them back;
   * then an unfinished file goes to the trash, and so does a finished one if it is to go `withFile`.
   */
  discard(ids: readonly DownloadId[], withFile = false): void {
    const { store } = this.#ports
    const discarded = { atMs: this.#home.epochMs(), withFile }
    const here = [...new Set(ids)].flatMap((id) => this.#downloads.get(id) ?? [])
    const completed = store.batch(() => {
      const claimed = store.claimCompleted(ids.filter((id) => !this.#downloads.has(id)))
      store.updateAll(claimed, { discarded })
      Download.patchAll(here, { discarded })
      return claimed
    })
    for (const download of here) {
      this.#downloads.delete(download.id)
      this.#discards.add({ id: download.id, discarded, download })
      if (download.record.state === 'verifying') this.#scheduler.drop(download, nothing)
      else this.#scheduler.pause(download)
    }
    for (const id of completed) this.#discards.add({ id, discarded, download: null })
    for (const id of [...here.map((download) => download.id), ...completed]) {
      this.#tell({ type: 'removed', id })
    }
  }

  /** Brings discarded downloads back as they were; those that ran go on. */
  restore(ids: readonly DownloadId[]): void {
    const discards = this.#discards.take(ids)
    this.#ports.store.batch(() => {
      const stored = discards.filter(({ download }) => download === null)
      const named = stored.map(({ id }) => id)
      this.#ports.store.updateAll(named, { discarded: null })
      for (const { download } of discards) if (download !== null) this.#takeBack(download)
    })
    for (const { id } of discards) this.#tell({ type: 'changed', id })
  }

  /** What `restore` can bring back, the oldest first. */
  discarded(): { readonly id: DownloadId; readonly untilMs: number }[] {
    const { undoMs } = this.#policy
    return this.#discards
      .all()
      .map(({ id, discarded }) => ({ id, untilMs: discarded.atMs + undoMs }))
  }

  pauseAll(): void {
    this.pause([...this.#downloads.keys()])
  }

  resumeAll(): void {
    this.resume([...this.#downloads.keys()])
  }

  settings(): Settings {
    return this.#settings
  }

  updateSettings(patch: Partial<Settings>): Settings {
    this.#ports.store.writeSettings(patch)
    this.#settings = { ...this.#settings, ...patch }
    this.#scheduler.limitsChanged()
    this.#emit({ type: 'settings' })
    return this.#settings
  }

  totals(): Totals {
    const views = [...this.#scheduler.active()].map((download) => this.#view(download))
    const lengths = views.map(({ lengthBytes }) => lengthBytes)
    return {
      active: views.length,
      speedBytesPerSec: views.reduce((sum, view) => sum + view.speedBytesPerSec, 0),
      doneBytes: views.reduce((sum, view) => sum + view.doneBytes, 0),
      lengthBytes: lengths.reduce(
        (sum: number | null, length) => (sum === null || length === null ? null : sum + length),
        0,
      ),
    }
  }

  /** Calls `listener` with all news until the returned function is called. */
  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #insert({ urls, dir, paused, wishedName, options }: AddOptions): Download[] {
    const common = {
      dir,
      wishedName: wishedName === undefined ? null : this.#ports.files.safeName(wishedName),
      options: { ...NO_OPTIONS, ...options },
      state: paused ? 'paused' : 'queued',
      addedAtMs: this.#home.epochMs(),
    } as const
    const drafts = urls.map((url): DownloadDraft => ({ url, ...common }))
    const added = ({ url, addedAtMs }: DownloadDraft): TimelineEntry =>
      timelineEntry(addedAtMs, 'added', { url, dir })
    return this.#ports.store.insert(drafts, added).map((record) => {
      const download = this.#adopt(record)
      this.#emit({ type: 'changed', id: record.id })
      return download
    })
  }

  /** A completed one needs nothing any more. */
  #letGo(download: Download, type: 'completed' | 'verified'): void {
    const { id } = download
    this.#emit({ type, id })
    // Whoever heard of it may want more of it already.
    if (download.record.state === 'completed') this.#downloads.delete(id)
  }

  #noteAll(downloads: readonly Download[], kind: TimelineKind): void {
    const ids = downloads.map(({ id }) => id)
    noteAll(ids, this.#ports.store, timelineEntry(this.#home.epochMs(), kind))
  }

  #adopt(record: DownloadRecord): Download {
    const { id } = record
    const download = new Download(record, this.#home)
    this.#downloads.set(id, download)
    if (isToRun(record.state)) this.#enqueue(download)
    return download
  }

  *#tryLink(download: Download, url: string): Coroutine<void> {
    const options = optionsFor(url, download.record)
    const request = { ...options, proxy: options.proxy ?? this.#settings.proxy }
    try {
      // A finished file that was found damaged: what is left of it goes on as a part.
      if (download.record.finishedAtMs !== null) yield* prepareRepair(download, this.#ports)
      const validator = yield* this.#scheduler.visit(url, () =>
        proveLink(download, url, this.#ports, request, this.#policy.stallMs),
      )
      download.patch({ url, validator, options })
      download.timeline.note('new-link', { url })
      this.#enqueue(download)
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      const error = toDownloadError(thrown)
      download.patch({ state: 'needs-link', error: error.info })
      download.timeline.note('needs-link', error, { url })
      this.#emit({ type: 'failed', id: download.id })
    }
  }

  #enqueue(download: Download): void {
    const { state, discarded } = download.record
    if (state !== 'queued') download.patch({ state: 'queued', error: null })
    if (discarded === null) this.#scheduler.enqueue(download)
  }

  #takeBack(download: Download): void {
    const { id, state } = download.record
    // It may have come to its end meanwhile.
    if (state !== 'completed') this.#downloads.set(id, download)
    download.patch({ discarded: null })
    if (isToRun(state)) this.#enqueue(download)
  }

  /** What is discarded and cannot be made final. */
  #comesBack({ id, download }: Discard, error: DownloadError): void {
    try {
      if (download === null) this.#ports.store.update(id, { discarded: null })
      else {
        this.#downloads.set(id, download)
        download.patch({ discarded: null })
        download.fail(error)
      }
      this.#tell({ type: 'changed', id })
    } catch (storeError) {
      // Discarded on record, it becomes final with the next start.
      if (!(storeError instanceof DownloadError)) throw storeError
    }
  }

  #drop(download: Download): void {
    const { id, record } = download
    this.#downloads.delete(id)
    this.#emit({ type: 'removed', id })
    const { files, store } = this.#ports
    const takeBack = (): void => {
      this.#downloads.set(id, download)
    }
    this.#scheduler.drop(download, function* (): Coroutine<void> {
      const { dir, partName } = download.record
      try {
        // A part that is the repair of a finished file holds what a person had before.
        const isOurs = record.state !== 'completed' && record.finishedAtMs === null
        if (isOurs && partName !== null) yield* files.remove(dir, partName)
        store.remove([id])
      } catch (thrown) {
        if (!(thrown instanceof DownloadError)) throw thrown
        takeBack()
        download.fail(thrown)
      }
    })
  }

  /** Does `work` for those of the downloads for which `action` makes sense, as one transaction. */
  #each(action: DownloadAction, ids: readonly DownloadId[], work: (d: Download) => void): void {
    this.#ports.store.batch(() => {
      for (const id of ids) {
        const download = this.#downloads.get(id) ?? this.#recall(id, action)
        if (download && allows(download.record.state, action)) work(download)
      }
    })
  }

  /** The same with all of them at once; for what very many may be told to do. */
  #together(
    action: DownloadAction,
    ids: readonly DownloadId[],
    work: (downloads: readonly Download[]) => void,
  ): void {
    const downloads: Download[] = []
    for (const id of new Set(ids)) {
      const download = this.#downloads.get(id)
      if (download && allows(download.record.state, action)) downloads.push(download)
    }
    if (downloads.length > 0) this.#ports.store.batch(() => work(downloads))
  }

  /** Takes a completed download back from the store, if there is such a one to do this with. */
  #recall(id: DownloadId, action: DownloadAction): Download | undefined {
    const { store } = this.#ports
    if (!allows('completed', action) || store.completed(id) === null) return undefined
    const record = store.claim(id)
    return record === null ? undefined : this.#adopt(record)
  }

  #view({ id, record, verifiedBytes }: Download): DownloadView {
    return viewOf(record, { transfer: this.#scheduler.transfer(id), verifiedBytes })
  }

  *#tick(): Coroutine<void> {
    for (;;) {
      yield* sleep(TICK_MS)
      for (const download of this.#scheduler.active()) download.progressed()
    }
  }

  /** So that a power cut never costs more than the last seconds. */
  *#flush(): Coroutine<void> {
    for (;;) {
      yield* sleep(FLUSH_MS)
      try {
        yield* this.#ports.store.flush()
      } catch (thrown) {
        // Whoever depends on it flushes for itself, and meets the error.
        if (!(thrown instanceof DownloadError)) throw thrown
      }
    }
  }

  #emit(event: EngineEvent): void {
    // What was under way for one that is removed is no news any more.
    const isAbout = event.type === 'settings' || event.type === 'removed' ? null : event.id
    if (isAbout !== null && !this.#downloads.has(isAbout)) return
    this.#tell(event)
  }

  #tell(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

/** For a clean-up that has nothing to do. */
function* nothing(): Coroutine<void> {}

/** Whether it runs, or waits for its turn to. */
function isToRun(state: DownloadState): boolean {
  return ['queued', 'downloading', 'verifying'].includes(state)
}

/** Whether a completed file has been compared with all these checksums. */
function wasComparedWith(
  { options }: DownloadRecord,
  checksums: DownloadOptions['checksums'] = [],
): boolean {
  const compared = options.checksums.map(({ hex }) => hex)
  return checksums.every(({ hex }) => compared.includes(hex))
}

/** What was meant for one server is not told to another, which a new link may lead to. */
function optionsFor(url: string, { url: before, options }: DownloadRecord): DownloadOptions {
  if (new URL(url).origin === new URL(before).origin) return options
  return { ...options, headers: {}, cookie: null, login: null, referer: null }
}

/** Whether what was fetched so far cannot be gone on with. */
function isOfNoUse(code: ErrorCode | undefined): boolean {
  if (code === undefined) return false
  return ERROR_FAMILIES[code] === 'restart' || code === 'checksum-mismatch'
}
