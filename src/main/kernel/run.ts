import { markCoroutineMethods } from './debug'
import type { Clock } from './loop/clock'
import { EventLoop, type LoopOptions } from './loop/event-loop'
import { systemClock } from './loop/system-clock'
import { reportUnstarted } from './tasks/coroutine'
import type { Coroutine } from './tasks/future'
import { currentTask, Task } from './tasks/task'
import { describeTask, liveTasks } from './tasks/task-tree'
import { wait } from './tasks/wait'

export interface RunOptions extends LoopOptions {
  /** Default: the clock of the machine. */
  readonly clock?: Clock
}

/**
 * Runs a coroutine on a loop of its own. The promise settles with the result or exception of `main`
 * once no Task is left: Tasks that `main` leaves behind are cancelled, and their clean-up is
 * awaited. Follows asyncio.run.
 *
 * @example
 * const sizes = await run(function* () {
 *   return yield* gather([sizeOf('a.iso'), sizeOf('b.iso')])
 * }())
 *
 * @example
 * // In a test an hour passes at once.
 * await run(sleep(3_600_000), { clock: new VirtualClock() })
 */
export function run<T>(main: Coroutine<T>, options: RunOptions = {}): Promise<T> {
  if (options.debug === true) markCoroutineMethods()
  const loop = new EventLoop(options.clock ?? systemClock, options)
  const task = new Task(main, { name: 'main', parent: null, loop })
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      if (loop.debug) reportUnstarted(loop)
      try {
        resolve(task.result())
      } catch (error) {
        reject(error)
      }
    }
    task.addDoneCallback(() => {
      if (loop.roots.size === 0) settle()
      else new Task(endLeftovers(loop), { parent: null, loop }).addDoneCallback(settle)
    })
  })
}

/** Repeats until no Task is left, because clean-up may start new ones. */
function* endLeftovers(loop: EventLoop): Coroutine<void> {
  const me = currentTask()
  for (;;) {
    const left = liveTasks(loop).filter((task) => task !== me)
    if (left.length === 0) return
    for (const task of left) {
      if (loop.debug) reportLeft(task)
      task.cancel()
    }
    yield* wait(left)
    for (const task of left) if (!task.cancelled()) reportFailed(task)
  }
}

function reportLeft(task: Task<unknown>): void {
  task.loop.report({
    kind: 'task-left-pending',
    message: `main is done and left ${describeTask(task)}; it is cancelled`,
  })
}

function reportFailed(task: Task<unknown>): void {
  const exception = task.exception()
  if (exception === undefined) return
  task.loop.report({
    kind: 'failed-at-shutdown',
    message: `${task.toString()} failed after main was done`,
    cause: exception,
  })
}
