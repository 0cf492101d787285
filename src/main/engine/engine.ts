import type { Settings } from '../../shared/settings'
import { type Coroutine, Event, taskGroup } from '../kernel'
import { flushStore, tickDownloads } from './background-tasks'
import { AddDownloads, type AddOptions } from './commands/add-downloads'
import { DownloadQueries } from './commands/download-queries'
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
import { EffectiveSettings } from './effective-settings'
import type { EngineEvent } from './engine-event'
import type { Download } from './life/download'
import { DEFAULT_POLICY, type Policy } from './policy'
import type { Ports } from './ports/ports'
import { followSchedule } from './queue/follow-schedule'
import { SpeedLog } from './views/speed-log'

export type { AddOptions, EngineEvent }

export interface EngineOptions {
  /** What differs from the default policy. */
  readonly policy?: Partial<Policy>
  /** Settings for this process alone, stronger than the stored ones. */
  readonly overrides?: Partial<Settings>
}

/** An engine of which a few methods of one part are used: `EngineWith<'queries', 'get'>`. */
export type EngineWith<Part extends keyof Engine, Method extends keyof Engine[Part]> = {
  readonly [P in Part]: Pick<Engine[P], Method>
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
      settings: new EffectiveSettings(ports.store.settings, overrides),
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
    const ticking = tickDownloads(this.#context, this.#speeds)
    const flushing = flushStore(ports.store)
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
}
