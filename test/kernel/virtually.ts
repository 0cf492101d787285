import { type Coroutine, run, type Task, VirtualClock } from '../../src/main/kernel'

/** Runs a coroutine on a loop where an hour of sleep passes at once. */
export function virtually<T>(main: () => Coroutine<T>): Promise<T> {
  return run(main(), { clock: new VirtualClock() })
}

/** Returns what `body` throws; throws if it throws nothing. */
export function* thrownBy(body: Coroutine<unknown>): Coroutine<unknown> {
  try {
    yield* body
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

/** Cancels a Task and waits for its clean-up. */
export function* end(task: Task<unknown>): Coroutine<void> {
  task.cancel()
  yield* thrownBy(task[Symbol.iterator]())
}
