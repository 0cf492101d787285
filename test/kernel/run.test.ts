import { describe, expect, it } from 'vitest'
import {
  CancelledError,
  type Coroutine,
  currentTask,
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
    await expect(run(main(), new VirtualClock())).resolves.toBe('main')
  })

  it('rejects with what it throws', async () => {
    const main = function* (): Coroutine<void> {
      yield* sleep(10)
      throw new RangeError('broken')
    }
    await expect(run(main(), new VirtualClock())).rejects.toThrow(RangeError)
  })

  it('rejects with a CancelledError when it is cancelled', async () => {
    const main = function* (): Coroutine<void> {
      currentTask().cancel()
      yield* sleep(10)
    }
    await expect(run(main(), new VirtualClock())).rejects.toThrow(CancelledError)
  })

  it('keeps loops apart that run at the same time', async () => {
    const main = function* (ms: number): Coroutine<number> {
      yield* sleep(ms)
      const inner = yield* until(() => run(sleep(5), new VirtualClock()))
      expect(inner).toBeUndefined()
      return runningLoop().now()
    }
    const moments = [10, 20].map((ms) => run(main(ms), new VirtualClock()))
    expect(await Promise.all(moments)).toEqual([10, 20])
    expect(() => runningLoop()).toThrow('no event loop')
  })

  it('goes by the time of the machine unless told otherwise', async () => {
    const startedMs = performance.now()
    await run(sleep(20))
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(20)
  })
})
