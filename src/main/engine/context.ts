import type { DownloadId, DownloadView } from '../../shared/download'
import { speedNow } from '../../shared/speed-schedule'
import type { TimelineKind } from '../../shared/timeline'
import { CancelledError, type Coroutine, runningLoop } from '../kernel'
import { type DownloadError, toDownloadError } from './download-error'
import type { EffectiveSettings } from './effective-settings'
import type { EngineEvent } from './engine-event'
import { EventBus } from './event-bus'
import type { ActivityName } from './life/activities'
import type { Download } from './life/download'
import { DownloadRegistry } from './life/download-registry'
import { isToRun } from './life/phase'
import type { Policy } from './policy'
import type { Ports } from './ports/ports'
import { DelayedStarts } from './queue/delayed-starts'
import { Scheduler } from './queue/scheduler'
import type { DownloadRecord } from './records'
import { type Facts, noteAll, timelineEntry } from './timeline'
import { viewOf } from './views/view'

export interface EngineContextOptions {
  readonly ports: Ports
  readonly policy: Policy
  readonly settings: EffectiveSettings
  /** A transfer completed its download. */
  readonly completed: (download: Download) => void
  /** A transfer ended with this error. */
  readonly failed: (download: Download, error: DownloadError) => void
}

/** What all commands share: the downloads, what runs them, and who hears of them. */
export class EngineContext {
  readonly ports: Ports
  readonly policy: Policy
  readonly settings: EffectiveSettings
  readonly events = new EventBus()
  readonly downloads: DownloadRegistry
  readonly scheduler: Scheduler
  readonly delayedStarts = new DelayedStarts()
  /** The calendar's time, in ms since 1970. */
  readonly epochMs: () => number

  /** Is made inside the loop that will run the scheduler. */
  constructor({ ports, policy, settings, completed, failed }: EngineContextOptions) {
    const { clock } = runningLoop()
    this.ports = ports
    this.policy = policy
    this.settings = settings
    this.epochMs = () => clock.epochMs()
    this.downloads = new DownloadRegistry({
      store: ports.store,
      changed: (id) => this.emit({ type: 'changed', id }),
      epochMs: this.epochMs,
    })
    this.scheduler = new Scheduler({
      ports,
      policy,
      settings: () => settings.now,
      speed: () => speedNow(settings.now, clock.epochMs()),
      noteAll: (ids, kind, facts) => this.noteAll(ids, kind, facts),
      completed,
      failed,
    })
  }

  /** Publishes an event about a download in memory; one that was removed has none any more. */
  emit(event: EngineEvent): void {
    const isAbout = event.type === 'settings' || event.type === 'removed' ? null : event.id
    if (isAbout === null || this.downloads.has(isAbout)) this.events.emit(event)
  }

  view({ id, record, phase, verifiedBytes }: Download): DownloadView {
    return viewOf(record, { phase, transfer: this.scheduler.transfer(id)?.status, verifiedBytes })
  }

  /** Takes a record into memory, and goes on with the download. */
  adopt(record: DownloadRecord): Download {
    const download = this.downloads.adopt(record)
    this.goOn(download)
    return download
  }

  /** A completed download needs no memory any more. */
  letGo(download: Download, type: 'completed' | 'verified'): void {
    const { id } = download
    this.emit({ type, id })
    // A listener may have begun something with it already.
    if (download.phase.name === 'completed') this.downloads.delete(id)
  }

  /** Queues a download that was to run when it was put away, or has it wait for its start time. */
  goOn(download: Download): void {
    const { phase } = download
    if (phase.name === 'waiting' && phase.reason === 'start-time') this.delayedStarts.add(download)
    else if (isToRun(phase)) this.enqueue(download)
  }

  enqueue(download: Download): void {
    if (download.phase.name !== 'queued') download.queue()
    if (download.record.trashed === null) this.scheduler.enqueue(download)
  }

  /**
   * Replaces what is done with a download by `work`; the download fails if that fails. The phase of
   * the work must have begun.
   */
  runActivity(
    download: Download,
    name: ActivityName,
    work: (ports: Ports) => Coroutine<void>,
  ): void {
    const { ports } = this
    const failed = (): void => this.emit({ type: 'failed', id: download.id })
    this.scheduler.replace(download, name, function* (): Coroutine<void> {
      try {
        yield* work(ports)
      } catch (thrown) {
        if (thrown instanceof CancelledError) throw thrown
        download.fail(toDownloadError(thrown))
        failed()
      }
    })
  }

  /** Notes the same in the timelines of many. */
  noteAll(ids: readonly DownloadId[], kind: TimelineKind, facts: Facts = {}): void {
    noteAll(ids, this.ports.store.timelines, timelineEntry(this.epochMs(), kind, facts))
  }
}
