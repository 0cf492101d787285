import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  currentTask,
  Future,
  runningLoop,
  sleep,
  Task,
  type TaskGroup,
  taskGroup,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

function* returning<T>(afterMs: number, value: T): Coroutine<T> {
  yield* sleep(afterMs)
  return value
}

function* failing(afterMs: number, message: string): Coroutine<never> {
  yield* sleep(afterMs)
  throw new Error(message)
}

/** Waits for ever; cancelled, it takes `cleanUpMs` and then does `lastly`. */
function* slowToEnd(cleanUpMs: number, lastly: () => void): Coroutine<void> {
  try {
    yield* new Future<void>()
  } finally {
    yield* sleep(cleanUpMs)
    lastly()
  }
}

/** The messages of an AggregateError, those of groups inside as lists. */
function messages(error: unknown): unknown {
  if (error instanceof AggregateError) return error.errors.map(messages)
  return error instanceof Error ? error.message : error
}

const nothing = () => undefined

describe('taskGroup', () => {
  it('returns what its body returns once all Tasks are done', () =>
    virtually(function* () {
      let one: Task<string> | undefined
      const value = yield* taskGroup(function* (group) {
        one = group.spawn(returning(20, 'one'), 'the one')
        group.spawn(returning(10, 'two'))
        return 'body'
      })
      expect(value).toBe('body')
      expect(one?.result()).toBe('one')
      expect(one?.name).toBe('the one')
      expect(runningLoop().now()).toBe(20)
    }))

  it('waits for Tasks that its Tasks spawn', () =>
    virtually(function* () {
      let last = ''
      yield* taskGroup(function* (group) {
        group.spawn(
          (function* (): Coroutine<void> {
            yield* sleep(10)
            group.spawn(
              (function* (): Coroutine<void> {
                last = yield* returning(10, 'grandchild')
              })(),
            )
          })(),
        )
      })
      expect(last).toBe('grandchild')
    }))

  it('takes Tasks from outside the loop', () =>
    virtually(function* () {
      const late = yield* taskGroup(function* (group) {
        const spawned = new Future<Task<string>>()
        setImmediate(() => spawned.setResult(group.spawn(returning(5, 'outside'))))
        return yield* spawned
      })
      expect(late.result()).toBe('outside')
    }))

  it('goes on when one of its Tasks is cancelled alone', () =>
    virtually(function* () {
      const value = yield* taskGroup(function* (group) {
        const one = group.spawn(returning(1000, 'one'))
        const two = group.spawn(returning(20, 'two'))
        yield* sleep(10)
        one.cancel()
        return yield* two
      })
      expect(value).toBe('two')
      expect(currentTask().cancelling()).toBe(0)
    }))
})

describe('a Task that fails', () => {
  it('cancels its siblings and the body, and comes out when all are clean', () =>
    virtually(function* () {
      const order: string[] = []
      const error = yield* thrownBy(
        taskGroup(function* (group) {
          group.spawn(failing(10, 'boom'))
          group.spawn(slowToEnd(50, () => order.push('sibling')))
          yield* slowToEnd(30, () => order.push('body'))
        }),
      )
      expect(messages(error)).toEqual(['boom'])
      expect(order).toEqual(['body', 'sibling'])
      expect(runningLoop().now()).toBe(60)
    }))

  it('leaves the parent uncancelled when the body was running', () =>
    virtually(function* () {
      yield* thrownBy(
        taskGroup(function* (group) {
          group.spawn(failing(10, 'boom'))
          yield* sleep(1000)
        }),
      )
      expect(currentTask().cancelling()).toBe(0)
      yield* sleep(5)
      expect(runningLoop().now()).toBe(15)
    }))

  it('leaves the parent uncancelled when the body had ended', () =>
    virtually(function* () {
      yield* thrownBy(
        taskGroup(function* (group) {
          group.spawn(failing(10, 'boom'))
          group.spawn(slowToEnd(10, nothing))
        }),
      )
      expect(currentTask().cancelling()).toBe(0)
      yield* sleep(5)
      expect(runningLoop().now()).toBe(25)
    }))

  it('is joined by the errors of clean-up', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        taskGroup(function* (group) {
          group.spawn(failing(10, 'first'))
          group.spawn(
            slowToEnd(20, () => {
              throw new Error('second')
            }),
          )
          yield* slowToEnd(5, () => {
            throw new Error('body')
          })
        }),
      )
      expect(messages(error)).toEqual(['first', 'second', 'body'])
    }))

  it('is joined by others of the same moment', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        taskGroup(function* (group) {
          for (const name of ['a', 'b', 'c']) group.spawn(failing(10, name))
          yield* sleep(1000)
        }),
      )
      expect(messages(error)).toEqual(['a', 'b', 'c'])
    }))

  it('still comes out when the body swallows the cancellation', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        taskGroup(function* (group) {
          group.spawn(failing(10, 'boom'))
          yield* thrownBy(sleep(1000))
          yield* sleep(10)
        }),
      )
      expect(messages(error)).toEqual(['boom'])
      expect(runningLoop().now()).toBe(20)
      expect(currentTask().cancelling()).toBe(0)
    }))
})

describe('a body that fails', () => {
  it('cancels the Tasks and comes out as an AggregateError', () =>
    virtually(function* () {
      let cleaned = false
      const error = yield* thrownBy(
        taskGroup(function* (group) {
          group.spawn(
            slowToEnd(10, () => {
              cleaned = true
            }),
          )
          yield* failing(5, 'body')
        }),
      )
      expect(messages(error)).toEqual(['body'])
      expect(cleaned).toBe(true)
      expect(currentTask().cancelling()).toBe(0)
    }))

  it('cancels Tasks that had not begun', () =>
    virtually(function* () {
      let began = false
      yield* thrownBy(
        taskGroup(function* (group) {
          group.spawn(
            (function* (): Coroutine<void> {
              began = true
            })(),
          )
          throw new Error('at once')
        }),
      )
      expect(began).toBe(false)
    }))
})

describe('a cancellation from outside', () => {
  function cancelledAt(ms: number, body: (group: TaskGroup) => Coroutine<unknown>) {
    return virtually(function* () {
      const task = new Task(taskGroup(body))
      yield* sleep(ms)
      task.cancel('outside')
      const error = yield* thrownBy(task[Symbol.iterator]())
      return { task, error, atMs: runningLoop().now() }
    })
  }

  it('while the body runs cancels the Tasks and waits for them', async () => {
    let cleaned = 0
    const { error, atMs } = await cancelledAt(10, function* (group) {
      group.spawn(slowToEnd(20, () => (cleaned += 1)))
      group.spawn(slowToEnd(30, () => (cleaned += 1)))
      yield* sleep(1000)
    })
    expect(error).toBeInstanceOf(CancelledError)
    expect(messages(error)).toBe('outside')
    expect([cleaned, atMs]).toEqual([2, 40])
  })

  it('after the body has ended does the same', async () => {
    const { error, atMs } = await cancelledAt(10, function* (group) {
      group.spawn(slowToEnd(20, nothing))
    })
    expect(error).toBeInstanceOf(CancelledError)
    expect(messages(error)).toBe('outside')
    expect(atMs).toBe(30)
  })

  it('asked again does not cut the wait for clean-up short', () =>
    virtually(function* () {
      let cleaned = false
      const task = new Task(
        taskGroup(function* (group) {
          group.spawn(
            slowToEnd(50, () => {
              cleaned = true
            }),
          )
        }),
      )
      yield* sleep(10)
      task.cancel()
      yield* sleep(10)
      task.cancel()
      yield* thrownBy(task[Symbol.iterator]())
      expect(cleaned).toBe(true)
      expect(task.cancelled()).toBe(true)
    }))

  it('gives way to an error of clean-up', async () => {
    const { task, error } = await cancelledAt(10, function* (group) {
      group.spawn(
        slowToEnd(5, () => {
          throw new Error('clean-up')
        }),
      )
      yield* sleep(1000)
    })
    expect(messages(error)).toEqual(['clean-up'])
    expect(task.cancelled()).toBe(false)
  })

  it.each(['before', 'after'])(
    '%s an error of the same turn comes again at the next wait',
    (when) =>
      virtually(function* () {
        const task: Task<unknown[]> = new Task(
          (function* (): Coroutine<unknown[]> {
            const error = yield* thrownBy(
              taskGroup(function* (group) {
                const fails = group.spawn(
                  (function* (): Coroutine<void> {
                    yield* sleep(10)
                    if (when === 'before') task.cancel()
                    throw new Error('boom')
                  })(),
                )
                if (when === 'after') fails.addDoneCallback(() => task.cancel())
                yield* sleep(1000)
              }),
            )
            const count = currentTask().cancelling()
            return [messages(error), count, yield* thrownBy(sleep(1000))]
          })(),
        )
        expect(yield* task).toEqual([['boom'], 1, expect.any(CancelledError)])
        expect(runningLoop().now()).toBe(10)
      }),
  )

  it('during the clean-up after an error is not lost either', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<unknown> {
          yield* thrownBy(
            taskGroup(function* (group) {
              group.spawn(failing(10, 'boom'))
              group.spawn(slowToEnd(100, nothing))
            }),
          )
          return yield* thrownBy(sleep(1000))
        })(),
      )
      yield* sleep(50)
      task.cancel()
      expect(yield* task).toBeInstanceOf(CancelledError)
      expect(task.cancelling()).toBe(1)
      expect(runningLoop().now()).toBe(110)
    }))
})

describe('spawn', () => {
  it('into a group that is being aborted begins nothing, siblings left or not', () =>
    virtually(function* () {
      for (const siblings of [0, 1]) {
        let began = false
        let late: Task<void> | undefined
        const error = yield* thrownBy(
          taskGroup(function* (group) {
            for (let made = 0; made < siblings; made += 1) group.spawn(slowToEnd(50, nothing))
            group.spawn(failing(10, 'boom'))
            try {
              yield* sleep(1000)
            } finally {
              late = group.spawn(
                (function* (): Coroutine<void> {
                  began = true
                })(),
              )
            }
          }),
        )
        expect(messages(error)).toEqual(['boom'])
        expect(late?.cancelled()).toBe(true)
        expect(began).toBe(false)
      }
    }))

  it('throws once the group is over', () =>
    virtually(function* () {
      const group = yield* taskGroup(function* (group) {
        return group
      })
      const late = returning(1, 'late')
      expect(() => group.spawn(late)).toThrow('over')
    }))
})

describe('nested groups', () => {
  it('pass an inner error on as a group in a group', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        taskGroup(function* (outer) {
          outer.spawn(slowToEnd(1, nothing))
          yield* taskGroup(function* (inner) {
            inner.spawn(failing(10, 'inner'))
          })
        }),
      )
      expect(messages(error)).toEqual([['inner']])
    }))

  it('end the inner one when a Task of the outer fails', () =>
    virtually(function* () {
      let cleaned = false
      const error = yield* thrownBy(
        taskGroup(function* (outer) {
          outer.spawn(failing(10, 'outer'))
          yield* taskGroup(function* (inner) {
            inner.spawn(
              slowToEnd(20, () => {
                cleaned = true
              }),
            )
          })
        }),
      )
      expect(messages(error)).toEqual(['outer'])
      expect(cleaned).toBe(true)
      expect(currentTask().cancelling()).toBe(0)
    }))

  it('fail in the same moment without losing an error or hanging', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        taskGroup(function* (outer) {
          outer.spawn(failing(10, 'outer'))
          yield* taskGroup(function* (inner) {
            inner.spawn(failing(10, 'inner'))
            yield* sleep(1000)
          })
          yield* sleep(1000)
        }),
      )
      expect(messages(error)).toEqual(['outer', ['inner']])
      expect(currentTask().cancelling()).toBe(0)
      expect(runningLoop().now()).toBe(10)
    }))
})
