import type { DownloadId } from '../../../shared/download'
import { type Coroutine, Event } from '../../kernel'
import { DownloadQueue } from './download-queue'
import type { Ranked } from './rank'

/** A download that has had its turn, as the queue sees it. */
export interface Run {
  readonly id: DownloadId
  /** Held by a pause: it takes no place, and goes on when it has its turn again. */
  readonly isHeld: boolean
  /** Cancelled: it keeps its download from starting again until its clean-up is over. */
  readonly isEnding: boolean
  /** It waits for the disk only, so that another download may use the line meanwhile. */
  readonly isFinalizing: boolean
  /** Whether it can do nothing before the other one gives connections back. */
  isBlockedBy(other: Run): boolean
  /** Goes on after a hold. */
  release(): void
}

export interface RunQueueOptions<T extends Ranked> {
  /** How many downloads may run at a time. */
  readonly most: () => number
  /** Whether nothing may start now. */
  readonly isHeld: () => boolean
  /** Whether something other than a run keeps this download from starting. */
  readonly isBusy: (id: DownloadId) => boolean
  /** Starts a run, or releases the one that is held, which is handed in. */
  readonly start: (item: T, held: Run | undefined) => void
  /** Puts a run that is blocked back into the queue. */
  readonly requeue: (run: Run) => void
  /** Makes one transaction of what `work` does. */
  readonly batch: (work: () => void) => void
}

/**
 * Decides which downloads run: a limited number at a time, lowest rank first. It holds what waits
 * and what runs, and knows nothing of transfers.
 */
export class RunQueue<T extends Ranked> {
  readonly #options: RunQueueOptions<T>
  readonly #waiting = new DownloadQueue<T>()
  readonly #runs = new Map<DownloadId, Run>()
  readonly #woken = new Event('a place or a download')
  #isStopping = false

  constructor(options: RunQueueOptions<T>) {
    this.#options = options
  }

  /** Starts downloads until `stop`. */
  *serve(): Coroutine<void> {
    while (!this.#isStopping) {
      this.#woken.clear()
      if (!this.#options.isHeld()) this.#startReady()
      yield* this.#woken.wait()
    }
  }

  stop(): void {
    this.#isStopping = true
    this.wake()
  }

  /** Something has changed that may let a download start. */
  wake(): void {
    this.#woken.set()
  }

  /** Joins at the place that its rank gives it; one that waits already changes its place. */
  add(item: T): void {
    this.#waiting.add(item.id, item.rank, item)
    this.wake()
  }

  delete(id: DownloadId): void {
    this.#waiting.delete(id)
  }

  has(id: DownloadId): boolean {
    return this.#waiting.has(id)
  }

  /** All that wait, in no order. */
  waitingIds(): DownloadId[] {
    return this.#waiting.ids()
  }

  /** Counts this run from now on, until `ended`. */
  started(run: Run): void {
    this.#runs.set(run.id, run)
  }

  ended(run: Run): void {
    if (this.#runs.get(run.id) === run) this.#runs.delete(run.id)
    this.wake()
  }

  #startReady(): void {
    for (let places = this.#places(); places > 0; places -= 1) {
      const item = this.#waiting.take((id) => this.#isReady(id))
      if (item === undefined) return
      this.#options.start(item, this.#runs.get(item.id))
    }
    this.#resolveDeadlocks()
  }

  /** While files are finalized, as many others may run: the line need not wait for the disk. */
  #places(): number {
    const most = this.#options.most()
    const running = [...this.#runs.values()].filter(({ isHeld }) => !isHeld)
    const finalizing = running.filter(({ isFinalizing }) => isFinalizing).length
    return most - running.length + Math.min(finalizing, most)
  }

  #isReady(id: DownloadId): boolean {
    const run = this.#runs.get(id)
    if (run === undefined) return !this.#options.isBusy(id)
    return run.isHeld && !run.isEnding
  }

  /**
   * A held download may own connections to a host while one that runs waits for them, and the held
   * one waits behind it for a place. The held one is released, and the other one queued again.
   */
  #resolveDeadlocks(): void {
    for (const held of [...this.#runs.values()]) {
      if (!held.isHeld || held.isEnding || !this.has(held.id)) continue
      const blocked = [...this.#runs.values()].find((run) => {
        return !run.isHeld && !run.isEnding && run.isBlockedBy(held)
      })
      const item = blocked && this.#waiting.take((id) => id === held.id)
      if (blocked === undefined || item === undefined) continue
      this.#options.batch(() => {
        this.#options.requeue(blocked)
        this.#options.start(item, held)
      })
    }
  }
}
