import { availableParallelism } from 'node:os'
import type { Job, JobOptions, Threads } from '../../kernel'
import { Thread } from './thread'
import entry from './thread-entry?modulePath'

export interface WorkerThreadsOptions {
  /** Most jobs at a time; by default one fewer than there are processors, for the loop has one. */
  readonly size?: number
  /** How long a thread without a job is kept for the next one, in milliseconds. */
  readonly idleMs?: number
  /** How long an aborted job may take to end by itself before it is stopped, in milliseconds. */
  readonly graceMs?: number
}

/**
 * A pool of Node's worker threads. They start when they are needed, and without a job they keep no
 * process alive. Jobs beyond its size wait for their turn in order.
 */
export class WorkerThreads implements Threads {
  readonly #idleMs: number
  readonly #graceMs: number
  #free: number
  readonly #waiting = new Set<() => void>()
  /** With the timer that ends each; the last one used is at the end. */
  readonly #idle = new Map<Thread, NodeJS.Timeout>()

  constructor({
    size = Math.max(availableParallelism() - 1, 1),
    idleMs = 10_000,
    graceMs = 50,
  }: WorkerThreadsOptions = {}) {
    this.#free = size
    this.#idleMs = idleMs
    this.#graceMs = graceMs
  }

  async run<Input, Output, Progress>(
    job: Job<Input, Output, Progress>,
    input: Input,
    options: JobOptions<Progress>,
  ): Promise<Output> {
    await this.#turn(options.signal)
    try {
      const thread = this.#takeIdle() ?? this.#start()
      try {
        return await thread.perform(job, input, options)
      } finally {
        if (thread.isUsable()) this.#rest(thread)
      }
    } finally {
      this.#free += 1
      this.#letNextIn()
    }
  }

  /** Takes one of the places that are free, or waits for one. */
  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        this.#waiting.delete(enter)
        reject(signal.reason as unknown)
      }
      this.#waiting.add(enter)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  #letNextIn(): void {
    const [next] = this.#waiting
    if (next === undefined) return
    this.#waiting.delete(next)
    this.#free -= 1
    next()
  }

  #start(): Thread {
    const thread: Thread = new Thread(entry, {
      graceMs: this.#graceMs,
      onExit: () => this.#forget(thread),
    })
    return thread
  }

  #takeIdle(): Thread | undefined {
    const thread = [...this.#idle.keys()].at(-1)
    if (thread !== undefined) this.#forget(thread)
    return thread
  }

  #rest(thread: Thread): void {
    const timer = setTimeout(() => {
      this.#forget(thread)
      void thread.stop()
    }, this.#idleMs)
    this.#idle.set(thread, timer.unref())
  }

  #forget(thread: Thread): void {
    clearTimeout(this.#idle.get(thread))
    this.#idle.delete(thread)
  }
}
