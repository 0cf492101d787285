import type { Clock } from './clock'
import { EventLoop } from './event-loop'
import type { Coroutine } from './future'
import { systemClock } from './system-clock'
import { Task } from './task'

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
