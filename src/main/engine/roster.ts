import {
  allows,
  type DownloadAction,
  type DownloadId,
  type DownloadState,
  type DownloadView,
} from '../../shared/download'
import { speedNow } from '../../shared/plan'
import type { TimelineKind } from '../../shared/timeline'
import { CancelledError, type Coroutine, runningLoop } from '../kernel'
import { Download, type DownloadHome } from './download'
import { toDownloadError } from './download-error'
import type { EngineEvent } from './engine-event'
import type { Policy } from './policy'
import type { Ports } from './ports/ports'
import { Later } from './queue/later'
import { Scheduler } from './queue/scheduler'
import type { DownloadRecord } from './records'
import type { SettingsInForce } from './settings-in-force'
import { type Facts, noteAll, timelineEntry } from './timeline'
import { viewOf } from './views/view'

export interface RosterOptions {
  readonly ports: Ports
  readonly policy: Policy
  readonly settings: SettingsInForce
}

/**
 * The downloads there are, what runs them, and who hears of them: what all commands share. A command
 * is a few lines over it.
 */
export class Roster {
  readonly ports: Ports
  readonly policy: Policy
  readonly settings: SettingsInForce
  readonly scheduler: Scheduler
  readonly later = new Later()
  /** All that are not completed. What is completed stays in the store until a command needs it. */
  readonly downloads = new Map<DownloadId, Download>()
  /** Those of which the files are being moved. */
  readonly moving = new Set<DownloadId>()
  readonly home: DownloadHome
  readonly #listeners = new Set<(event: EngineEvent) => void>()

  /** Is made inside the loop that will run the scheduler. */
  constructor({ ports, policy, settings }: RosterOptions) {
    const { clock } = runningLoop()
    this.ports = ports
    this.policy = policy
    this.settings = settings
    this.home = {
      store: ports.store,
      changed: (id) => this.emit({ type: 'changed', id }),
      epochMs: () => clock.epochMs(),
    }
    this.scheduler = new Scheduler({
      ports,
      policy,
      settings: () => settings.now,
      speed: () => speedNow(settings.now, clock.epochMs()),
      noteAll: (ids, kind, facts) => this.noteAll(ids, kind, facts),
      ended: (download) => {
        if (download.record.state === 'completed') this.letGo(download, 'completed')
        else this.emit({ type: 'failed', id: download.id })
      },
    })
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells of one that is here. */
  emit(event: EngineEvent): void {
    // What was under way for one that is removed is no news any more.
    const isAbout = event.type === 'settings' || event.type === 'removed' ? null : event.id
    if (isAbout !== null && !this.downloads.has(isAbout)) return
    this.tell(event)
  }

  /** Tells of any, also of one that is completed or discarded. */
  tell(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** Of one that is here, or completed. */
  record(id: DownloadId): DownloadRecord | null {
    return this.downloads.get(id)?.record ?? this.ports.store.downloads.completed(id)
  }

  view({ id, record, verifiedBytes }: Download): DownloadView {
    return viewOf(record, { transfer: this.scheduler.transfer(id)?.status, verifiedBytes })
  }

  /** Takes in what a record tells of, and goes on with it. */
  adopt(record: DownloadRecord): Download {
    const download = new Download(record, this.home)
    this.downloads.set(record.id, download)
    this.goOn(download)
    return download
  }

  /** Takes a completed download back from the store, if there is such a one to do this with. */
  recall(id: DownloadId, action: DownloadAction): Download | undefined {
    const { store } = this.ports
    if (!allows('completed', action) || store.downloads.completed(id) === null) return undefined
    const record = store.claims.take(id)
    return record === null ? undefined : this.adopt(record)
  }

  /** A completed one needs nothing any more. */
  letGo(download: Download, type: 'completed' | 'verified'): void {
    const { id } = download
    this.emit({ type, id })
    // Whoever heard of it may want more of it already.
    if (download.record.state === 'completed') this.downloads.delete(id)
  }

  /** With one that was to run when it was put away, or that waits for its time. */
  goOn(download: Download): void {
    const { state, startAtMs } = download.record
    if (state === 'queued' && startAtMs !== null) this.later.add(download)
    else if (isToRun(state)) this.enqueue(download)
  }

  enqueue(download: Download): void {
    const { state, startAtMs, discarded } = download.record
    if (state !== 'queued' || startAtMs !== null) {
      download.patch({ state: 'queued', error: null, startAtMs: null })
    }
    if (discarded === null) this.scheduler.enqueue(download)
  }

  /** Does something with a download that does not run; it fails if that fails. */
  alongside(download: Download, work: (ports: Ports) => Coroutine<void>): void {
    const { ports } = this
    const failed = (): void => this.emit({ type: 'failed', id: download.id })
    this.scheduler.drop(download, function* (): Coroutine<void> {
      try {
        yield* work(ports)
      } catch (thrown) {
        if (thrown instanceof CancelledError) throw thrown
        download.fail(toDownloadError(thrown))
        failed()
      }
    })
  }

  /** Does `work` for those of the downloads for which `action` makes sense, as one transaction. */
  each(action: DownloadAction, ids: readonly DownloadId[], work: (d: Download) => void): void {
    this.ports.store.transactions.batch(() => {
      for (const id of ids) {
        const download = this.downloads.get(id) ?? this.recall(id, action)
        if (download && allows(download.record.state, action)) work(download)
      }
    })
  }

  /** The same with all of them at once; for what very many may be told to do. */
  together(
    action: DownloadAction,
    ids: readonly DownloadId[],
    work: (downloads: readonly Download[]) => void,
  ): void {
    const downloads: Download[] = []
    for (const id of new Set(ids)) {
      const download = this.downloads.get(id)
      if (download && allows(download.record.state, action)) downloads.push(download)
    }
    if (downloads.length > 0) this.ports.store.transactions.batch(() => work(downloads))
  }

  /** Notes the same in the timelines of many. */
  noteAll(ids: readonly DownloadId[], kind: TimelineKind, facts: Facts = {}): void {
    noteAll(ids, this.ports.store.timelines, timelineEntry(this.home.epochMs(), kind, facts))
  }
}

/** Whether it runs, or waits for its turn to. */
function isToRun(state: DownloadState): boolean {
  return ['queued', 'downloading', 'verifying'].includes(state)
}
