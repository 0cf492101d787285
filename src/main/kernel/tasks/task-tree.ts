import { type EventLoop, runningLoop } from '../loop/event-loop'
import type { Task } from './task'

/** All Tasks of a loop that are not done: parents before children, older before younger. */
export function liveTasks(loop: EventLoop): Task<unknown>[] {
  return rootTasks(loop).flatMap(withDescendants)
}

function rootTasks(loop: EventLoop): Task<unknown>[] {
  return [...loop.roots] as Task<unknown>[]
}

function withDescendants(task: Task<unknown>): Task<unknown>[] {
  return [task, ...task.children().reverse().flatMap(withDescendants)]
}

/**
 * Draws all Tasks that are not done, one per line, children below their parent: name, state, and
 * what the Task waits for. For people, when something hangs.
 */
export function taskTree(loop: EventLoop = runningLoop()): string {
  return rootTasks(loop)
    .flatMap((root) => drawn(root, '', ''))
    .join('\n')
}

function drawn(task: Task<unknown>, head: string, indent: string): string[] {
  const children = task.children().reverse()
  return [
    head + describeTask(task),
    ...children.flatMap((child, index) =>
      index === children.length - 1
        ? drawn(child, `${indent}└─ `, `${indent}   `)
        : drawn(child, `${indent}├─ `, `${indent}│  `),
    ),
  ]
}

/** One Task in a few words: `name: waiting for Semaphore 0/4, 3 waiting`. */
export function describeTask(task: Task<unknown>): string {
  const waitingFor = task.waitingFor()
  const state = task.state()
  const words = [
    waitingFor === null || state === 'ready'
      ? state
      : `${state === 'held' ? 'held, ' : ''}waiting for ${waitingFor.toString()}`,
    ...(task.cancelling() > 0 ? ['being cancelled'] : []),
  ]
  return `${task.name}: ${words.join(', ')}`
}
