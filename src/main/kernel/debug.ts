import { Barrier } from './sync/barrier'
import { Condition } from './sync/condition'
import { Event } from './sync/event'
import { Lock } from './sync/lock'
import { Queue } from './sync/queue'
import { Semaphore } from './sync/semaphore'
import { coroutine } from './tasks/coroutine'
import type { Coroutine } from './tasks/future'

const GeneratorFunction = function* () {
  yield undefined
}.constructor
let marked = false

/**
 * Marks the coroutine methods of the kernel's classes, as `coroutine` marks functions. The first
 * loop in debug mode calls it, so loops without debug mode pay nothing.
 */
export function markCoroutineMethods(): void {
  if (marked) return
  marked = true
  for (const { prototype } of [Barrier, Condition, Event, Lock, Queue, Semaphore]) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (!isCoroutineMethod(property.value)) continue
      Object.defineProperty(prototype, name, { ...property, value: coroutine(property.value) })
    }
  }
}

function isCoroutineMethod(value: unknown): value is () => Coroutine<unknown> {
  return value instanceof GeneratorFunction
}
