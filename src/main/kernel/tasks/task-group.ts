import { CancelledError } from '../errors'
import { coroutine } from './coroutine'
import { type Coroutine, Future } from './future'
import { currentTask, Task } from './task'

/**
 * Runs `body` with a group in which it may spawn Tasks, and returns the result of `body` once all
 * of them are done: no Task outlives its group. The first Task that fails cancels its siblings and
 * the body; after their clean-up all errors are thrown as one AggregateError. Cancelled from
 * outside, the group cancels its Tasks and waits for them. Follows asyncio.TaskGroup.
 *
 * @example
 * yield* taskGroup(function* (group) {
 *   for (const segment of segments) group.spawn(fetchSegment(segment))
 *   yield* group.spawn(checkHeaders()) // a failure here cancels every segment
 * })
 */
export const taskGroup = coroutine(function* taskGroup<T>(
  body: (group: TaskGroup) => Coroutine<T>,
): Coroutine<T> {
  const group = new TaskGroup(currentTask())
  let outcome: { readonly value: T } | { readonly thrown: unknown }
  try {
    outcome = { value: yield* body(group) }
  } catch (error) {
    outcome = { thrown: error }
  }
  yield* group.close(outcome)
  if ('thrown' in outcome) throw outcome.thrown
  return outcome.value
})

export class TaskGroup {
  readonly #parent: Task<unknown>
  readonly #tasks = new Set<Task<unknown>>()
  readonly #errors: unknown[] = []
  #aborting = false
  #cancelledParent = false
  #closed = false
  #empty: Future<void> | null = null

  /** Use `taskGroup`, which also waits for the Tasks. */
  constructor(parent: Task<unknown>) {
    this.#parent = parent
  }

  /**
   * Starts a Task in the group. May be called from outside the loop. While the group aborts, the
   * new Task is cancelled before it begins. Throws an Error once the group has ended.
   */
  spawn<T>(coroutine: Coroutine<T>, name?: string): Task<T> {
    if (this.#closed) throw new Error('the TaskGroup is over')
    const task = new Task(coroutine, {
      parent: this.#parent,
      loop: this.#parent.loop,
      ...(name === undefined ? {} : { name }),
    })
    this.#tasks.add(task)
    task.addDoneCallback(this.#taskDone)
    if (this.#aborting) task.cancel()
    return task
  }

  /** Waits for all Tasks, then throws the error of the group as a whole, if there is one. */
  *close(outcome: { readonly value: unknown } | { readonly thrown: unknown }): Coroutine<void> {
    const thrown = 'thrown' in outcome ? outcome.thrown : undefined
    let cancellation = thrown instanceof CancelledError ? thrown : null
    if ('thrown' in outcome && !this.#aborting) this.#abort()

    while (this.#tasks.size > 0) {
      this.#empty = new Future('the end of its group', this.#parent.loop)
      try {
        yield* this.#empty
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error
        if (!this.#aborting) {
          cancellation = error
          this.#abort()
        }
      }
      this.#empty = null
    }
    this.#closed = true

    // Not earlier: a Task that fails during the wait above cancels the parent as well.
    if (this.#cancelledParent && this.#parent.uncancel() === 0) cancellation = null
    if (cancellation !== null && this.#errors.length === 0) throw cancellation
    if ('thrown' in outcome && !(thrown instanceof CancelledError)) this.#errors.push(thrown)
    if (this.#errors.length > 0) {
      // If a cancellation arrived too, it must still be delivered, at the next wait.
      if (this.#parent.cancelling() > 0) {
        this.#parent.uncancel()
        this.#parent.cancel()
      }
      throw new AggregateError(this.#errors, 'unhandled errors in a TaskGroup')
    }
  }

  readonly #taskDone = (task: Task<unknown>): void => {
    this.#tasks.delete(task)
    if (this.#tasks.size === 0 && this.#empty?.done() === false) this.#empty.setResult()
    if (task.cancelled()) return
    const exception = task.exception()
    if (exception === undefined) return
    this.#errors.push(exception)
    if (this.#aborting || this.#cancelledParent) return
    this.#abort()
    this.#cancelledParent = true
    this.#parent.cancel()
  }

  #abort(): void {
    this.#aborting = true
    for (const task of this.#tasks) task.cancel()
  }
}
