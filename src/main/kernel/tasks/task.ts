import { CancelledError } from '../errors'
import { type EventLoop, runningLoop } from '../loop/event-loop'
import { type Coroutine, Future } from './future'

export interface TaskOptions {
  /** For people who read a task tree. */
  readonly name?: string
  /** Whose `pause` holds this Task too; by default the Task that makes it. */
  readonly parent?: Task<unknown> | null
  readonly loop?: EventLoop
}

let running: Task<unknown> | null = null

/** The Task whose code is running. Throws outside of one. */
export function currentTask(): Task<unknown> {
  if (running === null) throw new Error('no Task is running here')
  return running
}

/**
 * Drives a coroutine on the loop: runs it until it waits for a Future, and goes on when that is
 * done. It is itself the Future of what the coroutine returns. Follows asyncio.Task, with `pause`
 * and `resume` beyond it.
 */
export class Task<T> extends Future<T> {
  readonly name: string
  readonly #coroutine: Coroutine<T>
  readonly #children = new Set<Task<unknown>>()
  #waitingFor: Future<unknown> | null = null
  #mustCancel = false
  #cancelMessage: string | undefined
  #cancelRequests = 0
  /** How many `pause` calls of its own are not resumed yet. */
  #pauses = 0
  /** The same with its ancestors' added. */
  #holds = 0
  /** Made by a Task that was being cancelled: part of its clean-up, which has to run. */
  #bornInCleanUp = false
  #stepOwed = false
  readonly #holdListeners = new Set<(held: boolean) => void>()

  constructor(coroutine: Coroutine<T>, options: TaskOptions = {}) {
    super(undefined, options.loop ?? runningLoop())
    this.name = options.name ?? 'Task'
    this.#coroutine = coroutine
    const parent = options.parent === undefined ? running : options.parent
    if (parent !== null) {
      this.#holds = parent.#holds
      this.#bornInCleanUp = parent.#isCleaningUp()
      parent.#children.add(this)
      this.addDoneCallback(() => parent.#children.delete(this))
    }
    this.loop.callSoon(this.#step)
  }

  /**
   * Asks the Task to end: at the next chance a CancelledError is thrown in where it waits, its
   * `finally` blocks run, and they may wait in turn. Returns false if it is already done.
   */
  override cancel(message?: string): boolean {
    if (this.done()) return false
    const wasHeld = this.isHeld()
    this.#cancelRequests += 1
    if (wasHeld) this.#released()
    if (this.#waitingFor?.cancel(message)) return true
    this.#mustCancel = true
    this.#cancelMessage = message
    return true
  }

  /** How many cancellations were asked for and not taken back. */
  cancelling(): number {
    return this.#cancelRequests
  }

  /** Takes one `cancel` back, once its CancelledError has been caught; returns what is left. */
  uncancel(): number {
    if (this.#cancelRequests === 0) return 0
    this.#cancelRequests -= 1
    if (this.#cancelRequests === 0) {
      this.#mustCancel = false
      if (this.isHeld()) this.#tellHeld(true)
    }
    return this.#cancelRequests
  }

  /**
   * Holds the Task and its children where they next wait. What they wait for may finish meanwhile
   * and is kept; `timeout` stands still; `cancel` still works, and a Task that is being cancelled
   * is not held, since its clean-up has to run. Calls nest.
   */
  pause(): void {
    this.#pauses += 1
    this.#changeHolds(1)
  }

  /** Ends one `pause`. Throws if there was none. */
  resume(): void {
    if (this.#pauses === 0) throw new Error(`${this.name} is not paused`)
    this.#pauses -= 1
    this.#changeHolds(-1)
  }

  /** True while a `pause`, its own or an ancestor's, is in force. */
  isHeld(): boolean {
    return this.#holds > 0 && !this.#isCleaningUp()
  }

  /** Calls `listener` whenever the Task is held or released; the returned function ends that. */
  onHold(listener: (held: boolean) => void): () => void {
    this.#holdListeners.add(listener)
    return () => this.#holdListeners.delete(listener)
  }

  #isCleaningUp(): boolean {
    return this.#cancelRequests > 0 || this.#bornInCleanUp
  }

  #changeHolds(by: 1 | -1): void {
    const wasHeld = this.isHeld()
    this.#holds += by
    const isHeld = this.isHeld()
    for (const child of this.#children) child.#changeHolds(by)
    if (wasHeld && !isHeld) this.#released()
    else if (!wasHeld && isHeld) this.#tellHeld(true)
  }

  #tellHeld(held: boolean): void {
    for (const listener of this.#holdListeners) listener(held)
  }

  #released(): void {
    this.#tellHeld(false)
    if (!this.#stepOwed) return
    this.#stepOwed = false
    this.loop.callSoon(this.#step)
  }

  readonly #step = (): void => {
    if (this.isHeld()) {
      this.#stepOwed = true
      return
    }
    this.#waitingFor = null
    const outer = running
    running = this
    try {
      const { done, value } = this.#advance()
      if (done === true) this.#finish(value)
      else this.#waitFor(value)
    } catch (error) {
      if (error instanceof CancelledError) this.markCancelled(error)
      else this.setException(error)
    } finally {
      running = outer
    }
  }

  #advance(): IteratorResult<Future<unknown>, T> {
    if (!this.#mustCancel) return this.#coroutine.next()
    this.#mustCancel = false
    return this.#coroutine.throw(new CancelledError(this.#cancelMessage))
  }

  #finish(value: T): void {
    if (this.#mustCancel) this.markCancelled(new CancelledError(this.#cancelMessage))
    else this.setResult(value)
  }

  #waitFor(future: Future<unknown>): void {
    future.addDoneCallback(this.#step)
    this.#waitingFor = future
    if (this.#mustCancel && future.cancel(this.#cancelMessage)) this.#mustCancel = false
  }
}

/**
 * Starts a Task that belongs to no group, on the running loop: it runs to its end unless someone
 * cancels it; `run` cancels those that are left when main is done. Prefer `taskGroup`, which also
 * waits. Follows asyncio.create_task; the loop holds the Task, so it need not be kept.
 */
export function createTask<T>(coroutine: Coroutine<T>, name?: string): Task<T> {
  return new Task(coroutine, name === undefined ? {} : { name })
}
