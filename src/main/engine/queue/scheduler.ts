import type { DownloadId } from '../../../shared/download'
import type { Settings } from '../../../shared/settings'
import { holdReason, type SpeedNow } from '../../../shared/speed-schedule'
import type { TimelineKind } from '../../../shared/timeline'
import { type Coroutine, type Task, type TaskGroup, taskGroup } from '../../kernel'
import { RetryWait } from '../connections/retry-wait'
import { Throttle } from '../connections/throttle'
import type { DownloadError } from '../download-error'
import type { WaitListener } from '../hosts/host-access'
import { HostLimits } from '../hosts/host-limits'
import { Activities, type ActivityName } from '../life/activities'
import type { Download } from '../life/download'
import type { Policy } from '../policy'
import type { Ports } from '../ports/ports'
import type { Facts } from '../timeline'
import type { Transfer } from '../transfer/transfer'
import { type Run, RunQueue } from './run-queue'
import { makeTransfer, runTransfer } from './start-transfer'
import { TransferRun } from './transfer-run'

export interface SchedulerOptions {
  readonly ports: Ports
  readonly policy: Policy
  readonly settings: () => Settings
  /** How fast all downloads together may be now. */
  readonly speed: () => SpeedNow
  /** A transfer completed its download. */
  readonly completed: (download: Download) => void
  /** A transfer ended with this error. */
  readonly failed: (download: Download, error: DownloadError) => void
  /** Notes the same in the timelines of many. */
  readonly noteAll: (ids: readonly DownloadId[], kind: TimelineKind, facts: Facts) => void
}

/** Runs the transfers of downloads and whatever else is done with them, under all limits. */
export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #queue: RunQueue<QueuedDownload>
  readonly #activities: Activities
  readonly #runs = new Map<DownloadId, TransferRun>()
  /** Of all downloads together. */
  readonly #throttle: Throttle
  readonly #hosts: HostLimits
  readonly #retryWait = new RetryWait()
  readonly #asides = new Set<Task<unknown>>()
  #speed: SpeedNow
  #group: TaskGroup | null = null
  #isStopping = false

  constructor(options: SchedulerOptions) {
    this.#options = options
    const { ports, settings, speed } = options
    this.#speed = speed()
    this.#throttle = new Throttle(this.#speed.limitBytesPerSec)
    this.#hosts = new HostLimits({
      store: ports.store.hosts,
      random: ports.random,
      most: () => settings().connectionsPerHost,
      waiting: () => this.#queue.wake(),
    })
    this.#queue = new RunQueue({
      most: () => settings().simultaneousDownloads,
      isHeld: () => this.#speed.holds,
      isBusy: (id) => this.#activities.has(id),
      start: ({ download }, held) => this.#startOrRelease(download, held),
      requeue: ({ id }) => this.#requeue(id),
      batch: (work) => ports.store.transactions.batch(work),
    })
    this.#activities = new Activities(() => this.#queue.wake())
  }

  /** Runs downloads until `stop`; then cancels all activities and waits for their checkpoints. */
  *serve(): Coroutine<void> {
    yield* taskGroup((group) => this.#serveIn(group))
  }

  stop(): void {
    this.#isStopping = true
    this.#queue.stop()
  }

  /** A limit was changed: it holds from now on, and more downloads may have a place. */
  limitsChanged(): void {
    const wasHeld = this.#speed.holds
    this.#speed = this.#options.speed()
    this.#throttle.setLimit(this.#speed.limitBytesPerSec)
    this.#hosts.limitChanged()
    if (this.#speed.holds) this.#holdAll({ alsoWaiting: !wasHeld })
    this.#queue.wake()
  }

  /** The network is back: all downloads that wait for their next attempt try again. */
  networkBack(): void {
    this.#retryWait.wakeAll()
  }

  /** Runs `body`, which opens one connection at a time, when the link's host has a place for it. */
  *visit<T>(
    url: string,
    body: () => Coroutine<T>,
    tell: WaitListener = () => undefined,
  ): Coroutine<T> {
    const access = this.#hosts.accessTo(url)
    try {
      return yield* access.withPermit(tell, body)
    } finally {
      access.close()
    }
  }

  /** Runs what belongs to no download, and must not throw; `stop` cancels it. */
  aside<T>(coroutine: Coroutine<T>, name: string): Task<T> {
    if (this.#group === null) throw new Error('the scheduler does not serve yet')
    const task = this.#group.spawn(coroutine, name)
    this.#asides.add(task)
    task.addDoneCallback(() => this.#asides.delete(task))
    if (this.#isStopping) task.cancel()
    return task
  }

  /** The user wants to try this link now, whatever its host has said before. */
  clearBackoff(url: string): void {
    this.#hosts.clearBackoff(url)
  }

  /** The transfer of a download, a held one included. */
  transfer(id: DownloadId): Transfer | undefined {
    return this.#runs.get(id)?.transfer
  }

  /** Downloads that run now, without those that are held or finalized. */
  *active(): Generator<Download> {
    for (const { isHeld, isFinalizing, download } of this.#runs.values()) {
      if (!isHeld && !isFinalizing) yield download
    }
  }

  /** Starts the download, or goes on with it, as soon as there is a place. */
  enqueue(download: Download): void {
    this.#queue.add({ id: download.id, rank: download.record.rank, download })
  }

  /** The download has another rank: if it waits, it changes its place. */
  rankChanged(download: Download): void {
    if (this.#queue.has(download.id)) this.enqueue(download)
  }

  /** Takes the download out of the queue, or holds its transfer. */
  pause(download: Download): void {
    this.#queue.delete(download.id)
    this.#runs.get(download.id)?.hold()
    this.#queue.wake()
  }

  /** Takes the download out of the queue, ends what is done with it, then runs `body`. */
  replace(download: Download, activity: ActivityName, body: () => Coroutine<void>): void {
    this.#queue.delete(download.id)
    this.#activities.replace(download.id, activity, body)
  }

  /** Takes the download out of the queue, and cancels what is done with it. */
  end(download: Download): void {
    this.#queue.delete(download.id)
    this.#activities.end(download.id)
  }

  *#serveIn(group: TaskGroup): Coroutine<void> {
    this.#group = group
    this.#activities.serveIn(group)
    yield* this.#queue.serve()
    this.#activities.endAll()
    for (const task of this.#asides) task.cancel()
  }

  /**
   * Transfers wait for the speed switch or the schedule, held as by a pause. When this begins, the
   * downloads in the queue are told too.
   */
  #holdAll({ alsoWaiting }: { readonly alsoWaiting: boolean }): void {
    const { ports, noteAll } = this.#options
    const why = holdReason(this.#speed)
    ports.store.transactions.batch(() => {
      if (alsoWaiting) noteAll(this.#queue.waitingIds(), 'held', why)
      for (const run of [...this.#runs.values()]) {
        if (run.isEnding || run.isHeld) continue
        run.hold()
        run.download.hold(this.#speed.untilMs, why)
        this.enqueue(run.download)
      }
    })
  }

  /** Holds a transfer until it has its turn again. */
  #requeue(id: DownloadId): void {
    const run = this.#runs.get(id)
    if (run === undefined) return
    run.hold()
    run.download.queue()
    this.enqueue(run.download)
  }

  #startOrRelease(download: Download, held: Run | undefined): void {
    if (held === undefined) this.#start(download)
    else held.release()
    const { phase } = download
    const wasHeldBySchedule = phase.name === 'waiting' && phase.reason === 'schedule'
    this.#options.ports.store.transactions.deferCommit(() => {
      if (held?.isFinalizing === true) download.finalize()
      else download.connect()
      if (held === undefined) download.timeline.note('started')
      else if (wasHeldBySchedule) download.timeline.note('resumed')
    })
  }

  #start(download: Download): void {
    const { ports, policy, settings } = this.#options
    const { id } = download
    const access = this.#hosts.accessTo(download.record.url)
    const transfer = makeTransfer(download, {
      ports,
      policy,
      settings,
      access,
      throttle: this.#throttle,
      retryWait: this.#retryWait,
      finalizing: () => this.#queue.wake(),
    })
    const task = this.#activities.replace(id, 'transfer', () =>
      runTransfer(download, transfer, this.#options),
    )
    const run = new TransferRun({
      download,
      transfer,
      access,
      task,
      pauseGraceMs: policy.pauseGraceMs,
      spawn: (coroutine, name) => this.aside(coroutine, name),
      end: () => this.#activities.end(id),
      isEnding: () => this.#activities.isEnding(id, task),
    })
    this.#runs.set(id, run)
    this.#queue.started(run)
    task.addDoneCallback(() => {
      access.close()
      if (this.#runs.get(id) === run) this.#runs.delete(id)
      this.#queue.ended(run)
    })
  }
}

interface QueuedDownload {
  readonly id: DownloadId
  readonly rank: number
  readonly download: Download
}
