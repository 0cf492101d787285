import type { AddDrafts, PreflightRequest } from '../../shared/adding/drafts'
import type { Preflight } from '../../shared/adding/preflight'
import type { DownloadDetails } from '../../shared/details'
import type { DownloadAction, DownloadId, DownloadView } from '../../shared/download'
import type { ChangeOutcome, DownloadChange } from '../../shared/download-change'
import type { DownloadOptions } from '../../shared/download-options'
import type { LiveColumn } from '../../shared/list-query'
import type { QueueStep } from '../../shared/queue-step'
import type { Settings } from '../../shared/settings'
import type { TimelineEntry } from '../../shared/timeline'
import { type Coroutine, Event, type Task, taskGroup } from '../kernel'
import { AddDownloads, type AddOptions } from './commands/add-downloads'
import { DownloadQueries, type Totals } from './commands/download-queries'
import { EditDownload } from './commands/edit-download'
import { LinkPreflight } from './commands/link-preflight'
import { PauseResume } from './commands/pause-resume'
import { QueueOrder } from './commands/queue-order'
import { Recovery } from './commands/recovery'
import { RemoveDownloads } from './commands/remove-downloads'
import { ReplaceLink } from './commands/replace-link'
import { Trash } from './commands/trash'
import { VerifyAndRepair } from './commands/verify-and-repair'
import { EngineContext } from './context'
import type { DownloadError } from './download-error'
import type { EngineEvent } from './engine-event'
import { keepFlushing, keepTicking } from './keepers'
import type { Download } from './life/download'
import { DEFAULT_POLICY, type Policy } from './policy'
import type { Ports } from './ports/ports'
import { followSchedule } from './queue/follow-schedule'
import type { DownloadRecord } from './records'
import { SettingsInForce } from './settings-in-force'
import { SpeedLog } from './views/speed-log'

export type { AddOptions, EngineEvent, Totals }

export interface EngineOptions {
  /** What differs from the default policy. */
  readonly policy?: Partial<Policy>
  /** Settings for this process alone, stronger than the stored ones. */
  readonly overrides?: Partial<Settings>
}

/**
 * The downloads: what a user may do with them, and what there is to know. Commands take effect at
 * once and are recorded before they return; a command that makes no sense in a download's phase
 * passes it over.
 */
export class Engine {
  readonly #context: EngineContext
  readonly #speeds: SpeedLog
  readonly #scheduleWoken = new Event('the next change of the schedule')
  readonly queue: QueueOrder
  readonly queries: DownloadQueries
  readonly preflight: LinkPreflight
  readonly additions: AddDownloads
  readonly control: PauseResume
  readonly removal: RemoveDownloads
  readonly integrity: VerifyAndRepair
  readonly links: ReplaceLink
  readonly editor: EditDownload
  readonly trash: Trash
  readonly recovery: Recovery

  /** Is made inside the loop that will run `serve`. */
  constructor(ports: Ports, { policy = {}, overrides = {} }: EngineOptions = {}) {
    const context = new EngineContext({
      ports,
      policy: { ...DEFAULT_POLICY, ...policy },
      settings: new SettingsInForce(ports.store.settings, overrides),
      completed: (download) => this.#completed(download),
      failed: (download, error) => this.#failed(download, error),
    })
    this.#context = context
    this.#speeds = new SpeedLog(ports.store)
    this.queue = new QueueOrder(context)
    this.queries = new DownloadQueries(context, this.queue, this.#speeds)
    this.preflight = new LinkPreflight(context)
    this.additions = new AddDownloads(context, this.queue)
    this.integrity = new VerifyAndRepair(context)
    this.control = new PauseResume(context, this.integrity)
    this.removal = new RemoveDownloads(context)
    this.links = new ReplaceLink(context)
    this.editor = new EditDownload(context, this.integrity)
    this.trash = new Trash(context)
    this.recovery = new Recovery(context, {
      pauseResume: this.control,
      verifyAndRepair: this.integrity,
      trash: this.trash,
    })
  }

  /** Runs downloads until `stop`, which saves them. */
  *serve(): Coroutine<void> {
    const { scheduler, settings, ports } = this.#context
    const serving = scheduler.serve()
    const ticking = keepTicking(this.#context, this.#speeds)
    const flushing = keepFlushing(ports.store)
    const following = followSchedule({
      settings: () => settings.now,
      woken: this.#scheduleWoken,
      apply: () => scheduler.limitsChanged(),
    })
    const purging = this.trash.serve()
    yield* taskGroup(function* (group): Coroutine<void> {
      const background = [
        group.spawn(ticking, 'tick'),
        group.spawn(flushing, 'flush of the store'),
        group.spawn(following, 'speed schedule'),
        group.spawn(purging, 'trash'),
      ]
      yield* serving
      for (const task of background) task.cancel()
    })
    this.#speeds.end()
  }

  #completed(download: Download): void {
    this.links.ended(download)
    this.#context.letGo(download, 'completed')
  }

  #failed(download: Download, error: DownloadError): void {
    if (this.links.failOver(download, error)) return
    this.links.ended(download)
    download.fail(error)
    this.#context.emit({ type: 'failed', id: download.id })
  }

  /** To be told when the computer wakes up or is on a network again: waits for it are over. */
  networkBack(): void {
    this.#scheduleWoken.set()
    this.#context.scheduler.networkBack()
  }

  stop(): void {
    this.#context.scheduler.stop()
  }

  /** Calls `listener` with all news until the returned function is called. */
  subscribe(listener: (event: EngineEvent) => void): () => void {
    return this.#context.events.subscribe(listener)
  }

  settings(): Settings {
    return this.#context.settings.now
  }

  updateSettings(patch: Partial<Settings>): Settings {
    const { settings, scheduler } = this.#context
    settings.change(patch)
    scheduler.limitsChanged()
    this.#scheduleWoken.set()
    this.#context.emit({ type: 'settings' })
    return settings.now
  }

  /** Takes over all that is not completed: what ran when the last process ended goes on. */
  recover(): void {
    this.recovery.recover()
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
    return this.recovery.continueUnfinished(url, dir, wishedName, options)
  }

  /** Takes over the download that finished this file, if there is one; it does not run. */
  openFinished(dir: string, fileName: string): DownloadView | null {
    return this.recovery.openFinished(dir, fileName)
  }

  /**
   * In the order of the queue, which those that do not wait have as well. Reads all completed ones
   * from the store.
   */
  list(): DownloadView[] {
    return this.queries.list()
  }

  get(id: DownloadId): DownloadView | undefined {
    return this.queries.get(id)
  }

  /** All there is to know of a download beyond its row; null for one that is not there. */
  details(id: DownloadId): DownloadDetails | null {
    return this.queries.details(id)
  }

  /** What happened to a download, oldest first; empty for one that is not there. */
  timeline(id: DownloadId): TimelineEntry[] {
    return this.queries.timeline(id)
  }

  /** What is asked of the server for a download; null for one that is not there. */
  request(id: DownloadId): Pick<DownloadRecord, 'url' | 'options'> | null {
    return this.#context.downloads.record(id)
  }

  /** The absolute path of the file, finished or not; null if there is none yet. */
  pathOf(id: DownloadId): string | null {
    return this.queries.pathOf(id)
  }

  /** What those that are not completed have of this now, by which lists are sorted. */
  liveValues(column: LiveColumn): ReadonlyMap<DownloadId, number> {
    return this.queries.liveValues(column)
  }

  totals(): Totals {
    return this.queries.totals()
  }

  /** Those that run now. */
  activeIds(): DownloadId[] {
    return [...this.#context.scheduler.active()].map(({ id }) => id)
  }

  /** Whether any download can be told to do this. */
  anyAllows(action: 'pause' | 'resume'): boolean {
    return this.queries.anyAllows(action)
  }

  /** Of these, how many can be told to do what. */
  countActions(ids: readonly DownloadId[]): Record<DownloadAction, number> {
    return this.queries.countActions(ids)
  }

  /** Those of them with which this makes sense. */
  allowing(action: DownloadAction, ids: readonly DownloadId[]): DownloadId[] {
    return this.queries.allowing(action, ids)
  }

  /**
   * Asks a link for its file without downloading it; see `preflight`. The Task may be cancelled,
   * and is when the engine stops.
   */
  runPreflight(request: PreflightRequest): Task<Preflight> {
    return this.preflight.run(request)
  }

  /** Room on the folder's disk; null where it cannot be told. */
  freeBytes(dir: string): Task<number | null> {
    return this.preflight.freeBytes(dir)
  }

  add(addition: AddOptions): DownloadView[] {
    return this.additions.add(addition)
  }

  /** Like `add`, for those who want to know no more of very many. */
  addMany(addition: AddOptions): DownloadId[] {
    return this.additions.addMany(addition)
  }

  /** Adds links with what is said of each. On disk when it returns. */
  addDrafts(addition: AddDrafts): DownloadId[] {
    return this.additions.addDrafts(addition)
  }

  pause(ids: readonly DownloadId[]): void {
    this.control.pause(ids)
  }

  /** Goes on with what is paused; one that was to start later starts now. */
  resume(ids: readonly DownloadId[]): void {
    this.control.resume(ids)
  }

  /**
   * Tries a failed download again: begins anew where what is there can no longer be continued, and
   * fetches of a damaged file only what is damaged.
   */
  retry(ids: readonly DownloadId[]): void {
    this.control.retry(ids)
  }

  pauseAll(): void {
    this.control.pauseAll()
  }

  /** Goes on with all that are paused; those that are to start later wait for their time. */
  resumeAll(): void {
    this.control.resumeAll()
  }

  /**
   * Gives up a download that is not finished, and deletes its part file. One whose part file cannot
   * be deleted comes back into the list as failed.
   */
  cancel(ids: readonly DownloadId[]): void {
    this.removal.cancel(ids)
  }

  /** Takes an ended download out of the list; a finished file stays where it is. */
  remove(ids: readonly DownloadId[]): void {
    this.removal.remove(ids)
  }

  /**
   * Takes downloads out of the list, whatever they are doing. For a while `restore` brings them back;
   * then an unfinished file goes to the trash, and so does a finished one if it is to go `withFile`.
   * One whose file is just being moved is ignored.
   */
  discard(ids: readonly DownloadId[], withFile = false): void {
    this.trash.put(ids, withFile)
  }

  /** Brings discarded downloads back as they were; those that ran go on. */
  restore(ids: readonly DownloadId[]): void {
    this.trash.restore(ids)
  }

  /** What `restore` can bring back, the oldest first. */
  discarded(): { readonly id: DownloadId; readonly untilMs: number }[] {
    return this.trash.list()
  }

  /** Compares finished files with what is known of them; a damaged one fails, and can be retried. */
  verify(ids: readonly DownloadId[]): void {
    this.integrity.verifyAll(ids)
  }

  /**
   * Gives a download another link, once that has proven to lead to the same file; else it keeps the
   * one it has, and tells why.
   */
  changeLink(id: DownloadId, url: string): void {
    this.links.replace(id, url)
  }

  /**
   * Changes what a person may change at any time: limit and connections hold from this moment on,
   * all that is part of a request from the next one on; a file is moved by hand of the disk, which
   * may take a while. Rejects with the DownloadError of a file that cannot be moved.
   */
  change(id: DownloadId, change: DownloadChange): Promise<ChangeOutcome> {
    return this.editor.edit(id, change)
  }

  /**
   * Puts downloads, in this order, in front of another one in the queue and in the list, or at the
   * end for null. Ids that are not there are ignored.
   */
  move(ids: readonly DownloadId[], before: DownloadId | null): void {
    this.queue.move(ids, before)
  }

  /** Moves downloads that are not completed a step in the queue, in their order there. */
  moveBy(ids: readonly DownloadId[], step: QueueStep): void {
    this.queue.moveBy(ids, step)
  }
}
