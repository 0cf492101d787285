import type { Clock } from './loop/clock'
import { EventLoop } from './loop/event-loop'
import { systemClock } from './loop/system-clock'
import type { Coroutine } from './tasks/future'
import { Task } from './tasks/task'

/** Runs a coroutine on a loop of its own; the promise settles with its result or exception. */
export function run<T>(main: Coroutine<T>, clock: Clock = systemClock): Promise<T> {
  const task = new Task(main, { name: 'main', parent: null, loop: new EventLoop(clock) })
  return new Promise((resolve, reject) => {
    task.addDoneCallback(() => {
      try {
        resolve(task.result())
      } catch (error) {
        reject(error)
      }
    })
  })
}
