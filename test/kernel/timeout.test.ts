import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  currentTask,
  Future,
  run,
  runningLoop,
  sleep,
  Task,
  TimeoutError,
  taskGroup,
  timeout,
  timeoutAt,
  VirtualClock,
} from '../../src/main/kernel'
import { thrownBy, virtually } from './virtually'

describe('timeout', () => {
  it('returns what its body returns in time', () =>
    virtually(function* () {
      const value = yield* timeout(20, function* () {
        yield* sleep(10)
        return 'in time'
      })
      expect(value).toBe('in time')
      yield* sleep(100)
      expect(currentTask().cancelling()).toBe(0)
    }))

  it('throws a TimeoutError whose cause is the cancellation', () =>
    virtually(function* () {
      const error = yield* thrownBy(timeout(20, () => sleep(1000)))
      expect(error).toBeInstanceOf(TimeoutError)
      expect((error as TimeoutError).cause).toBeInstanceOf(CancelledError)
      expect(runningLoop().now()).toBe(20)
      expect(currentTask().cancelling()).toBe(0)
    }))

  it('waits for the clean-up of its body', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        timeout(20, function* () {
          try {
            yield* sleep(1000)
          } finally {
            yield* sleep(30)
          }
        }),
      )
      expect(error).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(50)
    }))

  it.each([0, -11])('of %i ms ends at the first wait', (delayMs) =>
    virtually(function* () {
      const error = yield* thrownBy(timeout(delayMs, () => sleep(0)))
      expect(error).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(0)
    }),
  )

  it('of infinity never ends', () =>
    virtually(function* () {
      yield* timeout(Number.POSITIVE_INFINITY, () => sleep(1e9))
      expect(runningLoop().now()).toBe(1e9)
    }))

  it('cancels a whole TaskGroup in its body', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        timeout(20, () =>
          taskGroup(function* (group) {
            group.spawn(sleep(1000))
          }),
        ),
      )
      expect(error).toBeInstanceOf(TimeoutError)
    }))

  it('leaves another error of its body as it is', () =>
    virtually(function* () {
      const body = function* (): Coroutine<void> {
        const error = yield* thrownBy(sleep(1000))
        throw new RangeError('clean-up', { cause: error })
      }
      expect(yield* thrownBy(timeout(20, body))).toBeInstanceOf(RangeError)
      expect(currentTask().cancelling()).toBe(0)
      yield* sleep(1)
    }))
})

describe('a cancellation that is not its own', () => {
  it('stays a CancelledError', () =>
    virtually(function* () {
      const task = new Task(timeout(1000, () => sleep(2000)))
      yield* sleep(10)
      task.cancel()
      const error = yield* thrownBy(task[Symbol.iterator]())
      expect(error).toBeInstanceOf(CancelledError)
      expect(task.cancelling()).toBe(1)
    }))

  it.each(['before', 'after'])('stays one in the same moment, %s its own', (when) =>
    virtually(function* () {
      const loop = runningLoop()
      const early = when === 'before'
      if (early) loop.callLater(10, () => task.cancel())
      const task = new Task(timeout(10, () => sleep(1000)))
      yield* sleep(0)
      if (!early) loop.callLater(10, () => task.cancel())
      expect(yield* thrownBy(task[Symbol.iterator]())).toBeInstanceOf(CancelledError)
      expect(task.cancelling()).toBe(1)
    }),
  )

  it('of long ago does not hide a timeout in the clean-up', () =>
    virtually(function* () {
      const task = new Task(
        (function* (): Coroutine<unknown> {
          yield* thrownBy(sleep(1000))
          return yield* thrownBy(timeout(10, () => sleep(1000)))
        })(),
      )
      yield* sleep(1)
      task.cancel()
      expect(yield* task).toBeInstanceOf(TimeoutError)
      expect(task.cancelling()).toBe(1)
    }))
})

describe('a timeout that expired', () => {
  it('takes its cancellation back when the body swallows it', () =>
    virtually(function* () {
      const value = yield* timeout(10, function* () {
        yield* thrownBy(sleep(1000))
        return 'swallowed'
      })
      expect(value).toBe('swallowed')
      expect(currentTask().cancelling()).toBe(0)
      yield* sleep(1)
    }))

  it('does not cancel its Task once I/O of the same moment has ended the body', async () => {
    let answered: Future<void> | undefined
    const clock = new (class extends VirtualClock {
      override wakeAt(atMs: number, callback: () => void): () => void {
        return super.wakeAt(atMs, () => {
          if (answered?.done() === false) answered.setResult()
          callback()
        })
      }
    })()
    const main = function* (): Coroutine<number> {
      yield* timeout(10, function* () {
        answered = new Future()
        yield* answered
      })
      yield* sleep(100)
      return runningLoop().now()
    }
    await expect(run(main(), { clock })).resolves.toBe(110)
  })
})

describe('nested timeouts', () => {
  it('of the same moment come out of the outer one only', () =>
    virtually(function* () {
      let inner: unknown
      const outer = yield* thrownBy(
        timeout(10, function* () {
          inner = yield* thrownBy(timeout(10, () => sleep(1000)))
          throw inner
        }),
      )
      expect(inner).toBeInstanceOf(CancelledError)
      expect(outer).toBeInstanceOf(TimeoutError)
      expect(currentTask().cancelling()).toBe(0)
    }))

  it('of different moments come out one after the other', () =>
    virtually(function* () {
      let innerAtMs = 0
      const outer = yield* thrownBy(
        timeout(30, function* () {
          expect(yield* thrownBy(timeout(10, () => sleep(1000)))).toBeInstanceOf(TimeoutError)
          innerAtMs = runningLoop().now()
          yield* sleep(1000)
        }),
      )
      expect(outer).toBeInstanceOf(TimeoutError)
      expect([innerAtMs, runningLoop().now()]).toEqual([10, 30])
    }))

  it('let the outer one end the inner body', () =>
    virtually(function* () {
      const outer = yield* thrownBy(timeout(10, () => timeout(30, () => sleep(1000))))
      expect(outer).toBeInstanceOf(TimeoutError)
      expect(outer).toHaveProperty('message', 'took longer than 10 ms')
      expect(runningLoop().now()).toBe(10)
    }))

  it('work inside a finally block', () =>
    virtually(function* () {
      const outer = yield* thrownBy(
        timeout(10, function* () {
          try {
            yield* sleep(1000)
          } finally {
            expect(yield* thrownBy(timeout(10, () => sleep(1000)))).toBeInstanceOf(TimeoutError)
          }
        }),
      )
      expect(outer).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(20)
    }))
})

describe('reschedule', () => {
  it('to a later moment gives the body that time', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        timeout(10, function* (limit) {
          for (let beat = 0; beat < 5; beat += 1) {
            yield* sleep(8)
            limit.reschedule(10)
          }
          yield* sleep(1000)
        }),
      )
      expect(error).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(50)
    }))

  it('to an earlier moment ends the body then', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        timeout(100, function* (limit) {
          yield* sleep(10)
          limit.reschedule(10)
          yield* sleep(1000)
        }),
      )
      expect(error).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(20)
    }))

  it('later, then earlier, goes by the last word', () =>
    virtually(function* () {
      yield* thrownBy(
        timeout(50, function* (limit) {
          limit.reschedule(500)
          limit.reschedule(20)
          limit.reschedule(30)
          yield* sleep(1000)
        }),
      )
      expect(runningLoop().now()).toBe(30)
    }))

  it('after the end changes nothing', () =>
    virtually(function* () {
      const limit = yield* timeout(10, function* (limit) {
        return limit
      })
      limit.reschedule(1)
      yield* sleep(100)
      expect(currentTask().cancelling()).toBe(0)
    }))
})

describe('timeoutAt', () => {
  it('expires at a moment of the loop', () =>
    virtually(function* () {
      yield* sleep(10)
      const error = yield* thrownBy(timeoutAt(25, () => sleep(1000)))
      expect(error).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(25)
    }))

  it('that is over lets the body come to its first wait', () =>
    virtually(function* () {
      yield* sleep(10)
      let began = false
      const error = yield* thrownBy(
        timeoutAt(5, function* () {
          began = true
          yield* sleep(1000)
        }),
      )
      expect(error).toBeInstanceOf(TimeoutError)
      expect([began, runningLoop().now()]).toEqual([true, 10])
    }))

  it('of null has no limit until it gets one', () =>
    virtually(function* () {
      const error = yield* thrownBy(
        timeoutAt(null, function* (limit) {
          expect(limit.whenMs()).toBeNull()
          yield* sleep(1000)
          limit.reschedule(5)
          expect(limit.whenMs()).toBe(1005)
          yield* sleep(1000)
        }),
      )
      expect(error).toBeInstanceOf(TimeoutError)
      expect(runningLoop().now()).toBe(1005)
    }))
})

describe('a limit', () => {
  it('says when it expires and whether it has', () =>
    virtually(function* () {
      const seen: unknown[] = []
      yield* thrownBy(
        timeout(20, function* (limit) {
          seen.push(limit.whenMs(), limit.expired())
          try {
            yield* sleep(1000)
          } finally {
            seen.push(limit.expired())
          }
        }),
      )
      expect(seen).toEqual([20, false, true])
    }))

  it('can be taken away', () =>
    virtually(function* () {
      const value = yield* timeout(20, function* (limit) {
        limit.reschedule(null)
        yield* sleep(1000)
        return limit.expired()
      })
      expect(value).toBe(false)
    }))

  it('of a Task that is held moves on with the pause', () =>
    virtually(function* () {
      const limits: (number | null)[] = []
      const task = new Task(
        timeout(20, function* (limit) {
          limits.push(limit.whenMs())
          yield* sleep(10)
          limits.push(limit.whenMs())
        }),
      )
      yield* sleep(5)
      task.pause()
      yield* sleep(100)
      task.resume()
      yield* task
      expect(limits).toEqual([20, 120])
    }))
})
