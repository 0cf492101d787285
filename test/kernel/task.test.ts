import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  currentTask,
  EventLoop,
  Future,
  runningLoop,
  sleep,
  Task,
  VirtualClock,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

function* forever(): Coroutine<void> {
  yield* new Future<void>()
}

function fail(message: string): never {
  throw new Error(message)
}

describe('Task', () => {
  it('starts at the next turn of the loop', () =>
    virtually(function* () {
      const order: string[] = []
      const task = new Task(
        (function* (): Coroutine<void> {
          order.push('task')
        })(),
      )
      order.push('maker')
      yield* task
      expect(order).toEqual(['maker', 'task'])
    }))

  it('ends with what its coroutine returns', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<number> {
          yield* sleep(10)
          return 42
        })(),
      )
      expect(task.done()).toBe(false)
      expect(yield* task).toBe(42)
      expect(task.result()).toBe(42)
      expect(task.cancelled()).toBe(false)
    }))

  it('ends with what its coroutine throws', () =>
    virtually(function* () {
      const broken = new Error('broken')
      const task = new Task(
        (function* (): Coroutine<void> {
          yield* sleep(10)
          throw broken
        })(),
      )
      expect(yield* thrownBy(task[Symbol.iterator]())).toBe(broken)
      expect(task.exception()).toBe(broken)
    }))

  it('throws the exception of a Future in where the Task waits', () =>
    virtually(function* () {
      const future = new Future<void>()
      const broken = new Error('broken')
      const task = new Task(thrownBy(future[Symbol.iterator]()))
      yield* sleep(0)
      future.setException(broken)
      expect(yield* task).toBe(broken)
    }))

  it('is the current Task only while its code runs', () =>
    virtually(function* () {
      const main = currentTask()
      const seen: unknown[] = []
      const task = new Task(
        (function* (): Coroutine<void> {
          seen.push(currentTask())
          yield* sleep(1)
          seen.push(currentTask())
        })(),
      )
      runningLoop().callSoon(() => expect(() => currentTask()).toThrow('no Task'))
      yield* task
      expect(seen).toEqual([task, task])
      expect(currentTask()).toBe(main)
    }))
})

describe('cancel', () => {
  it('throws in where the Task waits, with the message', () =>
    virtually(function* () {
      const task = new Task(thrownBy(forever()))
      yield* sleep(0)
      expect(task.cancel('enough')).toBe(true)
      const error = yield* task
      expect(error).toBeInstanceOf(CancelledError)
      expect(error).toHaveProperty('message', 'enough')
    }))

  it('ends a Task that lets it go on', () =>
    virtually(function* () {
      const task = new Task(forever())
      yield* sleep(0)
      task.cancel()
      expect(yield* thrownBy(task[Symbol.iterator]())).toBeInstanceOf(CancelledError)
      expect(task.cancelled()).toBe(true)
      expect(task.cancel()).toBe(false)
    }))

  it('before the first step runs none of the coroutine', () =>
    virtually(function* () {
      let ran = false
      const task = new Task(
        (function* (): Coroutine<void> {
          ran = true
        })(),
      )
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      expect(ran).toBe(false)
      expect(task.cancelled()).toBe(true)
    }))

  it('lets a finally block wait', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<void> {
          try {
            yield* forever()
          } finally {
            yield* sleep(50)
          }
        })(),
      )
      yield* sleep(10)
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      expect(runningLoop().now()).toBe(60)
      expect(task.cancelled()).toBe(true)
    }))

  it('is thrown in again when asked again', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<number> {
          const first = yield* thrownBy(forever())
          const second = yield* thrownBy(forever())
          return [first, second].filter((error) => error instanceof CancelledError).length
        })(),
      )
      yield* sleep(0)
      task.cancel()
      yield* sleep(0)
      expect(task.done()).toBe(false)
      task.cancel()
      expect(yield* task).toBe(2)
      expect(task.cancelling()).toBe(2)
    }))

  it('asked twice in one turn is thrown in once', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<string> {
          yield* thrownBy(forever())
          yield* sleep(5)
          return 'went on'
        })(),
      )
      yield* sleep(0)
      task.cancel()
      task.cancel()
      expect(yield* task).toBe('went on')
    }))

  it('still arrives when the awaited result came in the same turn', () =>
    virtually(function* () {
      const future = new Future<string>()
      const task = new Task(future[Symbol.iterator]())
      yield* sleep(0)
      future.setResult('here')
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
    }))

  it('of the running Task comes at its next wait', () =>
    virtually(function* () {
      const order: string[] = []
      const task = new Task(
        (function* (): Coroutine<void> {
          currentTask().cancel()
          order.push('went on')
          yield* sleep(10)
          order.push('never')
        })(),
      )
      yield* thrownBy(task[Symbol.iterator]())
      expect(order).toEqual(['went on'])
      expect(task.cancelled()).toBe(true)
    }))

  it('of the running Task that waits no more ends it cancelled', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<string> {
          currentTask().cancel('at the end')
          return 'lost'
        })(),
      )
      expect(yield* thrownBy(task[Symbol.iterator]())).toHaveProperty('message', 'at the end')
      expect(task.cancelled()).toBe(true)
    }))

  it('reaches the Task that the Task waits for', () =>
    virtually(function* () {
      const inner = new Task(forever())
      const outer = new Task(inner[Symbol.iterator]())
      yield* sleep(0)
      outer.cancel('down')
      expect(yield* thrownBy(outer[Symbol.iterator]())).toHaveProperty('message', 'down')
      expect(inner.cancelled()).toBe(true)
    }))

  it('swallowed by the awaited Task gives its result to the waiter', () =>
    virtually(function* () {
      const inner = new Task(
        (function* (): Coroutine<string> {
          yield* thrownBy(forever())
          return 'swallowed'
        })(),
      )
      const outer = new Task(inner[Symbol.iterator]())
      yield* sleep(0)
      outer.cancel()
      expect(yield* outer).toBe('swallowed')
    }))

  it('of an awaited Task throws in the waiter, which is not cancelled itself', () =>
    virtually(function* () {
      const inner = new Task(forever())
      const outer = new Task(thrownBy(inner[Symbol.iterator]()))
      yield* sleep(0)
      inner.cancel()
      expect(yield* outer).toBeInstanceOf(CancelledError)
      expect(outer.cancelling()).toBe(0)
    }))

  it('replaced by an error in clean-up ends the Task with that error', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<void> {
          try {
            yield* forever()
          } finally {
            yield* sleep(1)
            fail('clean-up failed')
          }
        })(),
      )
      yield* sleep(0)
      task.cancel()
      expect(yield* thrownBy(task[Symbol.iterator]())).toHaveProperty('message', 'clean-up failed')
      expect(task.cancelled()).toBe(false)
    }))
})

describe('uncancel', () => {
  it('counts down the requests that cancelling counts up', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<number[]> {
          yield* thrownBy(forever())
          const self = currentTask()
          return [self.cancelling(), self.uncancel(), self.uncancel(), self.uncancel()]
        })(),
      )
      yield* sleep(0)
      task.cancel()
      task.cancel()
      expect(yield* task).toEqual([2, 1, 0, 0])
    }))

  it('takes back a request that was not delivered yet', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<string> {
          currentTask().cancel()
          currentTask().uncancel()
          yield* sleep(1)
          return 'went on'
        })(),
      )
      expect(yield* task).toBe('went on')
    }))

  it('leaves another request to be delivered', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<void> {
          currentTask().cancel()
          currentTask().cancel()
          currentTask().uncancel()
          yield* sleep(1)
        })(),
      )
      yield* thrownBy(task[Symbol.iterator]())
      expect(task.cancelled()).toBe(true)
    }))
})

describe('a coroutine that waits for the wrong thing', () => {
  it('fails when it yields a value that is not a Future', () =>
    virtually(function* () {
      const wrong = function* (): Generator<unknown, unknown> {
        try {
          yield sleep(1)
        } catch (error) {
          return error
        }
        return 'nothing was thrown'
      }
      const task = new Task(wrong() as Coroutine<unknown>, { name: 'careless' })
      expect(yield* task).toEqual(
        new TypeError(
          'Task careless yielded a value that is not a Future; wait for a coroutine with yield*',
        ),
      )
    }))

  it('is told when it waits for itself', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<unknown> {
          return yield* thrownBy(currentTask()[Symbol.iterator]())
        })(),
        { name: 'lonely' },
      )
      expect(yield* task).toEqual(new Error('Task lonely cannot wait for itself'))
    }))

  it('is told when it waits for a Future of another loop', () =>
    virtually(function* () {
      const foreign = new Future<void>(undefined, new EventLoop(new VirtualClock()))
      expect(yield* thrownBy(foreign[Symbol.iterator]())).toHaveProperty(
        'message',
        'Task main waits for a Future of another loop',
      )
    }))

  it('is cancelled anyway', () =>
    virtually(function* () {
      const wrong = function* (): Generator<unknown, void> {
        yield 'no Future'
      }
      const task = new Task(wrong() as Coroutine<void>)
      yield* sleep(0)
      task.cancel('enough')
      expect(yield* thrownBy(task[Symbol.iterator]())).toEqual(new CancelledError('enough'))
    }))
})

describe('a bare yield', () => {
  it('lets the others run once', () =>
    virtually(function* () {
      const order: string[] = []
      const twice = function* (name: string): Coroutine<void> {
        order.push(`${name} 1`)
        yield undefined
        order.push(`${name} 2`)
      }
      const tasks = [new Task(twice('a')), new Task(twice('b'))]
      for (const task of tasks) yield* task
      expect(order).toEqual(['a 1', 'b 1', 'a 2', 'b 2'])
    }))

  it('is where a cancellation is delivered', () =>
    virtually(function* () {
      const task = new Task(sleep(0))
      yield* sleep(0)
      task.cancel()
      expect(yield* thrownBy(task[Symbol.iterator]())).toBeInstanceOf(CancelledError)
    }))
})
