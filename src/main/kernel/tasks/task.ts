import { CancelledError } from '../errors'
import { type EventLoop, runningLoop } from '../loop/event-loop'
import { type Awaitable, type Coroutine, Future } from './future'
import { Pausable } from './pausable'
import { unwatchPending, watchException, watchPending } from './unhandled-exceptions'

export interface TaskOptions {
  /** For people who read a task tree; by default a number. */
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

/** What a Task is doing: `held` is due to a pause, in all others it has its way. */
export type TaskState = 'running' | 'ready' | 'waiting' | 'held' | 'done'

/**
 * Drives a coroutine on the loop: runs it until it waits for a Future, and goes on when that is
 * done. It is itself the Future of what the coroutine returns. Follows asyncio.Task, with `pause`
 * and `resume` beyond it.
 */
export class Task<T> extends Pausable<T> {
  readonly #coroutine: Coroutine<T>
  readonly #name: string | number
  #waitingFor: Future<unknown> | null = null
  #mustCancel = false
  #cancelMessage: string | undefined
  #cancelRequests = 0
  /** It was its turn while it was held. */
  #stepOwed = false
  /** What the coroutine did wrong when it last yielded; to be thrown in. */
  #misuse: Error | null = null

  constructor(coroutine: Coroutine<T>, options: TaskOptions = {}) {
    super(options.parent === undefined ? running : options.parent, options.loop ?? runningLoop())
    this.#coroutine = coroutine
    this.#name = options.name ?? this.loop.numberTask()
    if (this.loop.debug) watchPending(this, { taskName: this.toString(), report: this.loop.report })
    this.loop.enqueue(this)
  }

  get name(): string {
    return typeof this.#name === 'string' ? this.#name : `Task-${this.#name}`
  }

  override get isUnordered(): boolean {
    return true
  }

  /**
   * Asks the Task to end: at the next chance a CancelledError is thrown in where it waits, its
   * `finally` blocks run, and they may wait in turn. Returns false if it is already done.
   */
  override cancel(message?: string): boolean {
    if (this.done()) return false
    const wasHeld = this.isHeld()
    this.#cancelRequests += 1
    this.updateHold(wasHeld)
    if (this.#waitingFor?.cancel(message) === true) return true
    this.#mustCancel = true
    this.#cancelMessage = message
    return true
  }

  /** How many cancellations were asked for and not taken back. */
  override cancelling(): number {
    return this.#cancelRequests
  }

  /** Takes one `cancel` back, once its CancelledError has been caught; returns what is left. */
  uncancel(): number {
    if (this.#cancelRequests === 0) return 0
    const wasHeld = this.isHeld()
    this.#cancelRequests -= 1
    if (this.#cancelRequests === 0) this.#mustCancel = false
    this.updateHold(wasHeld)
    return this.#cancelRequests
  }

  /** Throws: the result of a Task is what its coroutine returns. */
  override setResult(): never {
    throw new Error(`${this.toString()} sets its own result`)
  }

  /** Throws: the exception of a Task is what its coroutine throws. */
  override setException(): never {
    throw new Error(`${this.toString()} sets its own exception`)
  }

  /** The Tasks below it that are not done, youngest first. */
  override children(): Task<unknown>[] {
    return super.children() as Task<unknown>[]
  }

  state(): TaskState {
    if (this.done()) return 'done'
    if (running === this) return 'running'
    if (this.isHeld()) return 'held'
    return this.#waitingFor === null || this.#waitingFor.done() ? 'ready' : 'waiting'
  }

  /** What it waits for; null while it runs or is ready to. */
  waitingFor(): Future<unknown> | null {
    return this.#waitingFor
  }

  override toString(): string {
    return `Task ${this.name}`
  }

  protected override released(): void {
    if (!this.#stepOwed) return
    this.#stepOwed = false
    this.loop.enqueue(this)
  }

  /** Runs the coroutine up to its next wait. Only the loop calls it. */
  override run(): void {
    if (this.isHeld()) {
      this.#stepOwed = true
      return
    }
    const waitWasCancelled = this.#waitingFor?.cancelled() === true
    this.#waitingFor = null
    const outer = running
    running = this
    try {
      const { done, value } = this.#advance(waitWasCancelled)
      if (done === true) this.#finish(value)
      else this.#waitFor(value)
    } catch (error) {
      this.#fail(error)
    } finally {
      running = outer
    }
  }

  #advance(waitWasCancelled: boolean): IteratorResult<Future<unknown> | undefined, T> {
    const misuse = this.#misuse
    this.#misuse = null
    if (this.#mustCancel) {
      this.#mustCancel = false
      // Otherwise the wait throws one itself, with the message of the first `cancel`.
      if (!waitWasCancelled) return this.#coroutine.throw(new CancelledError(this.#cancelMessage))
    }
    if (misuse !== null) return this.#coroutine.throw(misuse)
    return this.#coroutine.next()
  }

  #waitFor(yielded: Future<unknown> | undefined): void {
    if (yielded instanceof Future && yielded.loop === this.loop && yielded !== this) {
      yielded.wakeWhenDone(this)
      this.#waitingFor = yielded
      if (this.#mustCancel && yielded.cancel(this.#cancelMessage)) this.#mustCancel = false
      return
    }
    if (yielded !== undefined) this.#misuse = misuseOf(this, yielded)
    this.loop.enqueue(this)
  }

  #finish(value: T): void {
    this.#leave()
    if (this.#mustCancel) this.markCancelled(new CancelledError(this.#cancelMessage))
    else super.setResult(value)
  }

  #fail(error: unknown): void {
    this.#leave()
    if (error instanceof CancelledError) {
      this.markCancelled(error)
      return
    }
    if (!this.isAwaited()) {
      watchException(this, {
        taskName: this.toString(),
        exception: error,
        report: this.loop.report,
      })
    }
    super.setException(error)
  }

  #leave(): void {
    if (this.loop.debug) unwatchPending(this)
    this.leaveTree()
  }
}

function misuseOf(task: Task<unknown>, yielded: unknown): Error {
  if (yielded === task) return new Error(`${task.toString()} cannot wait for itself`)
  if (yielded instanceof Future) {
    return new Error(`${task.toString()} waits for a Future of another loop`)
  }
  return new TypeError(
    `${task.toString()} yielded what is no Future; a coroutine is waited for with yield*`,
  )
}

/**
 * Starts a Task that belongs to no group, on the running loop: it runs to its end unless someone
 * cancels it, and `run` cancels those that are left when main is done. Prefer `taskGroup`, which
 * also waits. Follows asyncio.create_task; but the loop holds the Task, so it need not be kept.
 */
export function createTask<T>(coroutine: Coroutine<T>, name?: string): Task<T> {
  return new Task(coroutine, name === undefined ? {} : { name })
}

/** The Awaitable as a Future: a coroutine becomes a Task. Follows asyncio.ensure_future. */
export function ensureFuture<T>(awaitable: Awaitable<T>): Future<T> {
  return awaitable instanceof Future ? awaitable : createTask(awaitable)
}
