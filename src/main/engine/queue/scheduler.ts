import type { DownloadId } from '../../../shared/download'
import { type SpeedNow, whyHeld } from '../../../shared/plan'
import type { Settings } from '../../../shared/settings'
import type { TimelineKind } from '../../../shared/timeline'
import {
  CancelledError,
  type Coroutine,
  Event,
  sleep,
  type Task,
  type TaskGroup,
  taskGroup,
  wait,
} from '../../kernel'
import { RetryWait } from '../connections/retry-wait'
import { Throttle } from '../connections/throttle'
import type { Download } from '../download'
import { DownloadError, toDownloadError } from '../download-error'
import type { HostAccess, WaitListener } from '../hosts/host-access'
import { HostLimits } from '../hosts/host-limits'
import type { Policy } from '../policy'
import type { Ports } from '../ports/ports'
import type { Facts } from '../timeline'
import { Transfer } from '../transfer/transfer'
import { DownloadQueue } from './download-queue'

/** A transfer and the Task that drives it. */
interface Run {
  readonly download: Download
  readonly transfer: Transfer
  readonly access: HostAccess
  readonly task: Task<void>
  /** While paused: the Task that lets the connections go after a while. */
  holder: Task<void> | null
  /** Held by the switch or the plan, and by nobody since. */
  heldByPlan: boolean
  /** Cancelled: it keeps the download from starting again until its clean-up is over. */
  ending: boolean
}

export interface SchedulerOptions {
  readonly ports: Ports
  readonly policy: Policy
  readonly settings: () => Settings
  /** How fast all downloads together may be now. */
  readonly speed: () => SpeedNow
  readonly ended: (download: Download) => void
  /** Notes the same in the timelines of many. */
  readonly noteAll: (ids: readonly DownloadId[], kind: TimelineKind, facts: Facts) => void
}

/**
 * Decides which downloads run: at most so many at a time, lowest rank first.
 *
 * Invariant 5: every transfer is a Task of the scheduler's one TaskGroup, and ends with it.
 */
export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #queue = new DownloadQueue<Download>()
  readonly #runs = new Map<DownloadId, Run>()
  readonly #wake = new Event('a place or a download')
  /** Of all downloads together. */
  readonly #throttle: Throttle
  readonly #hosts: HostLimits
  readonly #retryWait = new RetryWait()
  readonly #asides = new Set<Task<unknown>>()
  /** What is tried with a download, until something else is to be done with it. */
  readonly #trials = new Map<DownloadId, Task<void>>()
  #speed: SpeedNow
  #group: TaskGroup | null = null
  #stopping = false

  constructor(options: SchedulerOptions) {
    this.#options = options
    const { ports, settings, speed } = options
    this.#speed = speed()
    this.#throttle = new Throttle(this.#speed.limitBytesPerSec)
    this.#hosts = new HostLimits({
      store: ports.store.hosts,
      random: ports.random,
      most: () => settings().connectionsPerHost,
      waiting: () => this.#wake.set(),
    })
  }

  /** Runs downloads until `stop`; then cancels all transfers and waits for their checkpoints. */
  *serve(): Coroutine<void> {
    yield* taskGroup((group) => this.#serveIn(group))
  }

  stop(): void {
    this.#stopping = true
    this.#wake.set()
  }

  /** A limit was changed: it holds from now on, and more downloads may have a place. */
  limitsChanged(): void {
    const held = this.#speed.holds
    this.#speed = this.#options.speed()
    this.#throttle.setLimit(this.#speed.limitBytesPerSec)
    this.#hosts.limitChanged()
    if (this.#speed.holds) this.#holdAll({ alsoWaiting: !held })
    this.#wake.set()
  }

  /** The network is there again: nobody waits any longer to try again. */
  networkBack(): void {
    this.#retryWait.wakeAll()
  }

  /** Runs `body`, which makes one connection at a time, when the link's host has a place for it. */
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

  /** Runs what is no download, and must not throw; cancelled when the downloads are stopped. */
  aside<T>(coroutine: Coroutine<T>, name: string): Task<T> {
    if (this.#group === null) throw new Error('the scheduler does not serve yet')
    const task = this.#group.spawn(coroutine, name)
    this.#asides.add(task)
    task.addDoneCallback(() => this.#asides.delete(task))
    if (this.#stopping) task.cancel()
    return task
  }

  /** A person wants to try this link now, whatever its host has said before. */
  forgive(url: string): void {
    this.#hosts.clearBackoff(url)
  }

  /** The running transfer of a download, paused ones included. */
  transfer(id: DownloadId): Transfer | undefined {
    return this.#runs.get(id)?.transfer
  }

  /** Downloads that run now, without the paused ones and those that land. */
  *active(): Generator<Download> {
    for (const { holder, transfer, download } of this.#runs.values()) {
      if (holder === null && !transfer.isFinalizing) yield download
    }
  }

  /** Starts the download, or goes on with it, as soon as there is a place. */
  enqueue(download: Download): void {
    this.#queue.add(download.id, download.record.rank, download)
    this.#wake.set()
  }

  /** The download has another rank: if it waits, it changes its place. */
  rankChanged(download: Download): void {
    const { id, rank } = download.record
    if (this.#queue.has(id)) this.#queue.add(id, rank, download)
  }

  /**
   * Takes the download out of the queue, or holds its transfer: its connections stay open for a
   * while, for ever if the server could not continue on another one.
   */
  pause(download: Download): void {
    this.#queue.delete(download.id)
    const run = this.#runs.get(download.id)
    if (run === undefined) return
    run.heldByPlan = false
    if (run.ending || run.holder !== null) return
    run.task.pause()
    run.holder = this.#spawn(this.#hold(run), `hold ${download.id}`)
    this.#wake.set()
  }

  /**
   * What runs waits in the queue, held as by a pause, until the switch or the plan lets it go on.
   * What waited before is told too, when this begins.
   */
  #holdAll({ alsoWaiting }: { readonly alsoWaiting: boolean }): void {
    const { ports, noteAll } = this.#options
    const why = whyHeld(this.#speed)
    ports.store.transactions.batch(() => {
      if (alsoWaiting) noteAll(this.#queue.ids(), 'held', why)
      for (const run of [...this.#runs.values()]) {
        if (run.ending || run.holder !== null) continue
        this.#backIntoQueue(run)
        run.heldByPlan = true
        run.download.timeline.note('held', why)
      }
    })
  }

  /** Held, it goes on when it is its turn again. */
  #backIntoQueue({ download }: Run): void {
    this.pause(download)
    download.patch({ state: 'queued' })
    this.enqueue(download)
  }

  /** Ends whatever runs for this download, and what is tried with it, then runs `cleanUp`. */
  drop(download: Download, cleanUp: () => Coroutine<void>): void {
    this.#dropFor(download, cleanUp)
  }

  /** The same with what may take long, and is cancelled when the download is dropped again. */
  try(download: Download, trial: () => Coroutine<void>): void {
    const task = this.#dropFor(download, trial)
    this.#trials.set(download.id, task)
    task.addDoneCallback(() => {
      if (this.#trials.get(download.id) === task) this.#trials.delete(download.id)
    })
  }

  #dropFor({ id }: Download, cleanUp: () => Coroutine<void>): Task<void> {
    this.#queue.delete(id)
    const trial = this.#trials.get(id)
    trial?.cancel()
    return this.#spawn(this.#dropping(this.#runs.get(id), trial, cleanUp), `drop ${id}`)
  }

  *#serveIn(group: TaskGroup): Coroutine<void> {
    this.#group = group
    while (!this.#stopping) {
      this.#wake.clear()
      this.#startWhatMay(group)
      yield* this.#wake.wait()
    }
    for (const run of this.#runs.values()) this.#end(run)
    for (const task of this.#asides) task.cancel()
  }

  *#dropping(
    run: Run | undefined,
    trial: Task<void> | undefined,
    cleanUp: () => Coroutine<void>,
  ): Coroutine<void> {
    if (trial !== undefined) yield* wait([trial])
    if (run !== undefined) {
      this.#end(run)
      yield* wait([run.task])
    }
    yield* cleanUp()
  }

  #spawn(coroutine: Coroutine<void>, name: string): Task<void> {
    if (this.#group === null) throw new Error('the scheduler does not serve yet')
    return this.#group.spawn(coroutine, name)
  }

  #startWhatMay(group: TaskGroup): void {
    if (this.#speed.holds) return
    const { simultaneousDownloads } = this.#options.settings()
    let places = this.#places(simultaneousDownloads)
    while (places > 0) {
      const download = this.#queue.take((id) => this.#isReady(id))
      if (download === undefined) return
      this.#startOrRelease(group, download)
      places -= 1
    }
    this.#resumeHeldFirst(group)
  }

  /**
   * One that was held may have a host's places, and wait to run behind one that waits for those: it
   * goes on, and the other goes back into the queue. Else both would wait for ever.
   */
  #resumeHeldFirst(group: TaskGroup): void {
    for (const held of [...this.#runs.values()]) {
      if (held.holder === null || held.ending || !this.#queue.has(held.download.id)) continue
      const waiting = [...this.#runs.values()].find((run) => {
        return run.holder === null && !run.ending && run.access.isBlockedBy(held.access)
      })
      if (waiting === undefined) continue
      this.#queue.delete(held.download.id)
      this.#options.ports.store.transactions.batch(() => {
        this.#backIntoQueue(waiting)
        this.#startOrRelease(group, held.download)
      })
    }
  }

  /** While short files land, as many others may be on their way: the line need not wait for the disk. */
  #places(most: number): number {
    const running = [...this.#runs.values()].filter(({ holder }) => holder === null)
    const finalizing = running.filter(({ transfer }) => transfer.isFinalizing).length
    return most - running.length + Math.min(finalizing, most)
  }

  /** Nothing runs for it, or what runs is held; what is about to end comes first. */
  #isReady(id: DownloadId): boolean {
    const run = this.#runs.get(id)
    return run === undefined || (run.holder !== null && !run.ending)
  }

  #startOrRelease(group: TaskGroup, download: Download): void {
    const held = this.#runs.get(download.id)
    if (held === undefined) {
      this.#start(group, download)
    } else {
      held.holder?.cancel()
      held.holder = null
      held.transfer.status.resetSpeed()
      held.task.resume()
    }
    this.#options.ports.store.transactions.deferCommit(() => {
      const state = held?.transfer.isFinalizing === true ? 'verifying' : 'downloading'
      download.patch({ state, error: null })
      if (held === undefined) download.timeline.note('started')
      else if (held.heldByPlan) download.timeline.note('resumed')
      if (held !== undefined) held.heldByPlan = false
    })
  }

  #start(group: TaskGroup, download: Download): void {
    const { ports, policy, settings } = this.#options
    const { options } = download.record
    const { findChecksums } = settings()
    const access = this.#hosts.accessTo(download.record.url)
    const transfer = new Transfer({
      download,
      ports,
      policy,
      request: () => {
        const own = download.record.options
        return { ...own, proxy: own.proxy ?? settings().proxy }
      },
      connections: () => {
        const { connections } = download.record.options
        return connections === null
          ? { most: settings().connectionsPerDownload, by: 'settings' }
          : { most: connections, by: 'person' }
      },
      findChecksums,
      throttle: new Throttle(options.limitBytesPerSec, this.#throttle),
      access,
      retryWait: this.#retryWait,
      finalizing: () => this.#wake.set(),
    })
    const task = group.spawn(this.#run(download, transfer), `transfer ${download.id}`)
    this.#runs.set(download.id, {
      download,
      transfer,
      access,
      task,
      holder: null,
      heldByPlan: false,
      ending: false,
    })
    task.addDoneCallback(() => {
      access.close()
      this.#runs.get(download.id)?.holder?.cancel()
      this.#runs.delete(download.id)
      this.#wake.set()
    })
  }

  *#run(download: Download, transfer: Transfer): Coroutine<void> {
    try {
      yield* transfer.run()
    } catch (thrown) {
      if (thrown instanceof CancelledError) throw thrown
      download.fail(toDownloadError(thrown))
    }
    this.#options.ended(download)
  }

  *#hold(run: Run): Coroutine<void> {
    try {
      yield* run.transfer.checkpoint()
    } catch (thrown) {
      // The transfer meets the same error in its own clean-up, and reports it.
      if (!(thrown instanceof DownloadError)) throw thrown
      this.#end(run)
      return
    }
    yield* sleep(this.#options.policy.pauseGraceMs)
    if (run.download.record.resumable !== true) return
    run.download.timeline.note('released')
    this.#end(run)
  }

  #end(run: Run): void {
    if (run.ending) return
    run.ending = true
    run.task.cancel()
  }
}
