import { CancelledError } from '../errors'
import { type EventLoop, runningLoop } from '../loop/event-loop'
import { type Awaitable, type Coroutine, Future } from './future'
import { Pausable } from './pausable'
import { unwatchPending, watchException, watchPending } from './unhandled-exceptions'

export interface TaskOptions {
  /** For people who read a task tree. Default: a number. */
  readonly name?: string
  /** The Task whose `pause` holds this one too. Default: the Task that makes it. */
  readonly parent?: Task<unknown> | null
  readonly loop?: EventLoop
}

let running: Task<unknown> | null = null

/** The Task whose code is running. Throws an Error outside of every Task. */
export function currentTask(): Task<unknown> {
  if (running === null) throw new Error('no Task is running here')
  return running
}

/** What a Task is doing. A pause causes `held`; it affects no other state. */
export type TaskState = 'running' | 'ready' | 'waiting' | 'held' | 'done'

/**
 * Drives a coroutine on the loop: runs it until it waits for a Future, and continues when that is
 * done. It is itself the Future of the coroutine's result. Follows asyncio.Task; `pause` and
 * `resume` go beyond it.
 */
export class Task<T> extends Pausable<T> {
  readonly #coroutine: Coroutine<T>
  readonly #name: string | number
  #waitingFor: Future<unknown> | null = null
  #mustCancel = false
  #cancelMessage: string | undefined
  #cancelRequests = 0
  /** Its turn came while a pause held it. */
  #stepOwed = false
  /** Why the last yielded value was illegal; thrown into the coroutine at its next step. */
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
   * Asks the Task to end: a CancelledError is thrown into it where it waits, and its `finally`
   * blocks run, which may wait in turn. Returns false if it is already done.
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

  /** How many `cancel` calls were not taken back. */
  override cancelling(): number {
    return this.#cancelRequests
  }

  /** Takes back one `cancel` whose CancelledError was caught; returns how many are left. */
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

  /** What it waits for; null while it runs or is ready. */
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
      // A cancelled wait throws by itself, with the message of the first `cancel`.
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
    `${task.toString()} yielded a value that is not a Future; wait for a coroutine with yield*`,
  )
}

/**
 * Starts a Task outside of any group, on the running loop. It runs to its end unless it is
 * cancelled; `run` cancels Tasks that are left when its main coroutine is done. Prefer `taskGroup`,
 * which also waits. Follows asyncio.create_task, but the loop keeps the Task alive: no reference is
 * needed.
 */
export function createTask<T>(coroutine: Coroutine<T>, name?: string): Task<T> {
  return new Task(coroutine, name === undefined ? {} : { name })
}

/** The Awaitable as a Future: a coroutine becomes a Task. Follows asyncio.ensure_future. */
export function ensureFuture<T>(awaitable: Awaitable<T>): Future<T> {
  return awaitable instanceof Future ? awaitable : createTask(awaitable)
}
