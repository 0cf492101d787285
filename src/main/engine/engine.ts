import type { AddDrafts, Look } from '../../shared/adding/drafts'
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
import { Adding, type AddOptions } from './commands/adding'
import { Changing } from './commands/changing'
import { Discarding } from './commands/discarding'
import { FinishedFiles } from './commands/finished-files'
import { Looking } from './commands/looking'
import { NewLink } from './commands/new-link'
import { QueueOrder } from './commands/queue-order'
import { Reading, type Totals } from './commands/reading'
import { Removing } from './commands/removing'
import { Running } from './commands/running'
import { TakingOver } from './commands/taking-over'
import type { EngineEvent } from './engine-event'
import { keepFlushing, keepTicking } from './keepers'
import { DEFAULT_POLICY, type Policy } from './policy'
import type { Ports } from './ports/ports'
import { keepPlan } from './queue/keep-plan'
import type { DownloadRecord } from './records'
import { Roster } from './roster'
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
 * The downloads: what a person may do with them, and what there is to see. Commands take effect at
 * once and are recorded before they return; those that make no sense in a download's state are
 * passed over.
 */
export class Engine {
  readonly #roster: Roster
  readonly #speeds: SpeedLog
  readonly #planWoken = new Event('the next change of the plan')
  readonly #order: QueueOrder
  readonly #reading: Reading
  readonly #looking: Looking
  readonly #adding: Adding
  readonly #running: Running
  readonly #removing: Removing
  readonly #finished: FinishedFiles
  readonly #newLink: NewLink
  readonly #changing: Changing
  readonly #discarding: Discarding
  readonly #takingOver: TakingOver

  /** Is made inside the loop that will run `serve`. */
  constructor(ports: Ports, { policy = {}, overrides = {} }: EngineOptions = {}) {
    const settings = new SettingsInForce(ports.store.settings, overrides)
    const roster = new Roster({ ports, policy: { ...DEFAULT_POLICY, ...policy }, settings })
    this.#roster = roster
    this.#speeds = new SpeedLog(ports.store)
    this.#order = new QueueOrder(roster)
    this.#reading = new Reading(roster, this.#order, this.#speeds)
    this.#looking = new Looking(roster)
    this.#adding = new Adding(roster, this.#order)
    this.#finished = new FinishedFiles(roster)
    this.#running = new Running(roster, this.#finished)
    this.#removing = new Removing(roster)
    this.#newLink = new NewLink(roster)
    this.#changing = new Changing(roster, this.#finished)
    this.#discarding = new Discarding(roster)
    this.#takingOver = new TakingOver(roster, {
      running: this.#running,
      finished: this.#finished,
      discarding: this.#discarding,
    })
  }

  /** Runs downloads until `stop`, which saves them. */
  *serve(): Coroutine<void> {
    const { scheduler, settings, ports } = this.#roster
    const serving = scheduler.serve()
    const ticking = keepTicking(this.#roster, this.#speeds)
    const flushing = keepFlushing(ports.store.transactions)
    const planning = keepPlan({
      settings: () => settings.now,
      woken: this.#planWoken,
      apply: () => scheduler.limitsChanged(),
    })
    const discarding = this.#discarding.serve()
    yield* taskGroup(function* (group): Coroutine<void> {
      const keepers = [
        group.spawn(ticking, 'tick'),
        group.spawn(flushing, 'flush of the store'),
        group.spawn(planning, 'plan'),
        group.spawn(discarding, 'end of what is discarded'),
      ]
      yield* serving
      for (const keeper of keepers) keeper.cancel()
    })
    this.#speeds.end()
  }

  /** To be told when the computer wakes up or is on a network again: waits for it are over. */
  networkBack(): void {
    this.#planWoken.set()
    this.#roster.scheduler.networkBack()
  }

  stop(): void {
    this.#roster.scheduler.stop()
  }

  /** Calls `listener` with all news until the returned function is called. */
  subscribe(listener: (event: EngineEvent) => void): () => void {
    return this.#roster.subscribe(listener)
  }

  settings(): Settings {
    return this.#roster.settings.now
  }

  updateSettings(patch: Partial<Settings>): Settings {
    const { settings, scheduler } = this.#roster
    settings.change(patch)
    scheduler.limitsChanged()
    this.#planWoken.set()
    this.#roster.emit({ type: 'settings' })
    return settings.now
  }

  /** Takes over all that is not completed: what ran when the last process ended goes on. */
  recover(): void {
    this.#takingOver.recover()
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
    return this.#takingOver.continueUnfinished(url, dir, wishedName, options)
  }

  /** Takes over the download that finished this file, if there is one; it does not run. */
  openFinished(dir: string, fileName: string): DownloadView | null {
    return this.#takingOver.openFinished(dir, fileName)
  }

  /**
   * In the order of the queue, which those that do not wait have as well. Reads all completed ones
   * from the store.
   */
  list(): DownloadView[] {
    return this.#reading.list()
  }

  get(id: DownloadId): DownloadView | undefined {
    return this.#reading.get(id)
  }

  /** All there is to know of a download beyond its row; null for one that is not there. */
  details(id: DownloadId): DownloadDetails | null {
    return this.#reading.details(id)
  }

  /** What happened to a download, oldest first; empty for one that is not there. */
  timeline(id: DownloadId): TimelineEntry[] {
    return this.#reading.timeline(id)
  }

  /** What is asked of the server for a download; null for one that is not there. */
  request(id: DownloadId): Pick<DownloadRecord, 'url' | 'options'> | null {
    return this.#roster.record(id)
  }

  /** The absolute path of the file, finished or not; null if there is none yet. */
  pathOf(id: DownloadId): string | null {
    return this.#reading.pathOf(id)
  }

  /** What those that are not completed have of this now, by which lists are sorted. */
  liveValues(column: LiveColumn): ReadonlyMap<DownloadId, number> {
    return this.#reading.liveValues(column)
  }

  totals(): Totals {
    return this.#reading.totals()
  }

  /** Those that run now. */
  activeIds(): DownloadId[] {
    return [...this.#roster.scheduler.active()].map(({ id }) => id)
  }

  /** Whether any download can be told to do this. */
  anyAllows(action: 'pause' | 'resume'): boolean {
    return this.#reading.anyAllows(action)
  }

  /** Of these, how many can be told to do what. */
  countActions(ids: readonly DownloadId[]): Record<DownloadAction, number> {
    return this.#reading.countActions(ids)
  }

  /** Those of them with which this makes sense. */
  allowing(action: DownloadAction, ids: readonly DownloadId[]): DownloadId[] {
    return this.#reading.allowing(action, ids)
  }

  /**
   * Asks a link for its file without downloading it; see `preflight`. The Task may be cancelled,
   * and is when the engine stops.
   */
  look(look: Look): Task<Preflight> {
    return this.#looking.look(look)
  }

  /** Room on the folder's disk; null where it cannot be told. */
  freeBytes(dir: string): Task<number | null> {
    return this.#looking.freeBytes(dir)
  }

  add(addition: AddOptions): DownloadView[] {
    return this.#adding.add(addition).map((download) => this.#roster.view(download))
  }

  /** Like `add`, for those who want to know no more of very many. */
  addMany(addition: AddOptions): DownloadId[] {
    return this.#adding.add(addition).map(({ id }) => id)
  }

  /** Adds links with what is said of each. On disk when it returns. */
  addDrafts(addition: AddDrafts): DownloadId[] {
    return this.#adding.addDrafts(addition)
  }

  pause(ids: readonly DownloadId[]): void {
    this.#running.pause(ids)
  }

  /** Goes on with what is paused; one that was to start later starts now. */
  resume(ids: readonly DownloadId[]): void {
    this.#running.resume(ids)
  }

  /**
   * Tries a failed download again: begins anew where what is there can no longer be continued, and
   * fetches of a damaged file only what is damaged.
   */
  retry(ids: readonly DownloadId[]): void {
    this.#running.retry(ids)
  }

  pauseAll(): void {
    this.#running.pauseAll()
  }

  /** Goes on with all that are paused; those that are to start later wait for their time. */
  resumeAll(): void {
    this.#running.resumeAll()
  }

  /**
   * Gives up a download that is not finished, and deletes its part file. One whose part file cannot
   * be deleted comes back into the list as failed.
   */
  cancel(ids: readonly DownloadId[]): void {
    this.#removing.cancel(ids)
  }

  /** Takes an ended download out of the list; a finished file stays where it is. */
  remove(ids: readonly DownloadId[]): void {
    this.#removing.remove(ids)
  }

  /**
   * Takes downloads out of the list, whatever they are doing. For a while `restore` brings them back;
   * then an unfinished file goes to the trash, and so does a finished one if it is to go `withFile`.
   * One whose file is just being moved is passed over.
   */
  discard(ids: readonly DownloadId[], withFile = false): void {
    this.#discarding.discard(ids, withFile)
  }

  /** Brings discarded downloads back as they were; those that ran go on. */
  restore(ids: readonly DownloadId[]): void {
    this.#discarding.restore(ids)
  }

  /** What `restore` can bring back, the oldest first. */
  discarded(): { readonly id: DownloadId; readonly untilMs: number }[] {
    return this.#discarding.all()
  }

  /** Compares finished files with what is known of them; a damaged one fails, and can be retried. */
  verify(ids: readonly DownloadId[]): void {
    this.#finished.verifyAll(ids)
  }

  /**
   * Gives a download another link, once that has proven to lead to the same file; else it keeps the
   * one it has, and tells why.
   */
  changeLink(id: DownloadId, url: string): void {
    this.#newLink.change(id, url)
  }

  /**
   * Changes what a person may change at any time: limit and connections hold from this moment on,
   * all that is part of a request from the next one on; a file is moved by hand of the disk, which
   * may take a while. Rejects with the DownloadError of a file that cannot be moved.
   */
  change(id: DownloadId, change: DownloadChange): Promise<ChangeOutcome> {
    return this.#changing.change(id, change)
  }

  /** Limits one download, in bytes per second, from this moment on; null takes the limit away. */
  limit(id: DownloadId, limitBytesPerSec: number | null): void {
    this.#changing.limit(id, limitBytesPerSec)
  }

  /**
   * Puts downloads, in this order, in front of another one in the queue and in the list, or at the
   * end for null. Ids that are not there are passed over.
   */
  move(ids: readonly DownloadId[], before: DownloadId | null): void {
    this.#order.move(ids, before)
  }

  /** Moves downloads that are not completed a step in the queue, in their order there. */
  moveBy(ids: readonly DownloadId[], step: QueueStep): void {
    this.#order.moveBy(ids, step)
  }
}
