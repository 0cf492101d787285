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
  /** By default the machine's. */
  readonly clock?: Clock
}

/**
 * Runs a coroutine on a loop of its own; the promise settles with its result or exception, once no
 * Task is left: those that main leaves behind are cancelled and waited for. Follows asyncio.run.
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

/** Until none is left: clean-up may make new ones. */
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
