import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  type Problem,
  run,
  runningLoop,
  sleep,
  until,
  VirtualClock,
} from '../../src/main/kernel'

describe('run', () => {
  it('resolves to what the coroutine returns', async () => {
    const main = function* (): Coroutine<string> {
      yield* sleep(10)
      return currentTask().name
    }
    await expect(run(main(), { clock: new VirtualClock() })).resolves.toBe('main')
  })

  it('rejects with what it throws', async () => {
    const main = function* (): Coroutine<void> {
      yield* sleep(10)
      throw new RangeError('broken')
    }
    await expect(run(main(), { clock: new VirtualClock() })).rejects.toThrow(RangeError)
  })

  it('rejects with a CancelledError when it is cancelled', async () => {
    const main = function* (): Coroutine<void> {
      currentTask().cancel()
      yield* sleep(10)
    }
    await expect(run(main(), { clock: new VirtualClock() })).rejects.toThrow(CancelledError)
  })

  it('keeps loops apart that run at the same time', async () => {
    const main = function* (ms: number): Coroutine<number> {
      yield* sleep(ms)
      const inner = yield* until(() => run(sleep(5), { clock: new VirtualClock() }))
      expect(inner).toBeUndefined()
      return runningLoop().now()
    }
    const moments = [10, 20].map((ms) => run(main(ms), { clock: new VirtualClock() }))
    expect(await Promise.all(moments)).toEqual([10, 20])
    expect(() => runningLoop()).toThrow('no event loop')
  })

  it('goes by the time of the machine unless told otherwise', async () => {
    const startedMs = performance.now()
    await run(sleep(20))
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(20)
  })

  it('cancels the Tasks that are left, and settles after their clean-up', async () => {
    const log: string[] = []
    const leftover = function* (name: string, cleanUpMs: number): Coroutine<void> {
      try {
        yield* sleep(1000)
      } finally {
        yield* sleep(cleanUpMs)
        log.push(`${name} at ${runningLoop().now()}`)
      }
    }
    const main = function* (): Coroutine<string> {
      createTask(leftover('first', 10))
      createTask(leftover('second', 20))
      yield* sleep(1)
      return 'main'
    }
    await expect(run(main(), { clock: new VirtualClock() })).resolves.toBe('main')
    expect(log).toEqual(['first at 11', 'second at 21'])
  })

  it('also ends those that the clean-up of others makes', async () => {
    const ended: string[] = []
    const late = function* (): Coroutine<void> {
      try {
        yield* sleep(1000)
      } finally {
        ended.push('late')
      }
    }
    const main = function* (): Coroutine<void> {
      createTask(
        (function* (): Coroutine<void> {
          try {
            yield* sleep(1000)
          } finally {
            createTask(late())
            yield* sleep(1)
          }
        })(),
      )
      yield* sleep(1)
    }
    await run(main(), { clock: new VirtualClock() })
    expect(ended).toEqual(['late'])
  })

  it('reports what fails after main is done, and keeps the result of main', async () => {
    const problems: Problem[] = []
    const failing = function* (): Coroutine<void> {
      try {
        yield* sleep(1000)
      } finally {
        // biome-ignore lint/correctness/noUnsafeFinally: a clean-up that fails is the case here
        throw new RangeError('clean-up failed')
      }
    }
    const main = function* (): Coroutine<string> {
      createTask(failing(), 'careless')
      yield* sleep(1)
      return 'main'
    }
    const options = {
      clock: new VirtualClock(),
      onProblem: (problem: Problem) => problems.push(problem),
    }
    expect(await run(main(), options)).toBe('main')
    expect(problems).toEqual([
      {
        kind: 'failed-at-shutdown',
        message: 'Task careless failed after main was done',
        cause: new RangeError('clean-up failed'),
      },
    ])
  })
})
