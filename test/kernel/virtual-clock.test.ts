import { describe, expect, it } from 'vitest'
import { run, runningLoop, sleep, until, VirtualClock } from '../../src/main/kernel'
import { virtually } from './virtually'

describe('VirtualClock', () => {
  it('starts at 0 and at the given date', () => {
    const clock = new VirtualClock(1_700_000_000_000)
    expect(clock.now()).toBe(0)
    expect(clock.epochMs()).toBe(1_700_000_000_000)
  })

  it('lets a day pass at once, on the calendar too', async () => {
    const clock = new VirtualClock(1000)
    const startedMs = performance.now()
    await run(sleep(86_400_000), { clock })
    expect(performance.now() - startedMs).toBeLessThan(1000)
    expect(clock.now()).toBe(86_400_000)
    expect(clock.epochMs()).toBe(86_401_000)
  })

  it('stands still while promises settle', () =>
    virtually(function* () {
      const value = yield* until(async () => {
        let sum = 0
        for (let turn = 0; turn < 100; turn += 1) sum += await Promise.resolve(turn)
        return sum
      })
      expect(value).toBe(4950)
      expect(runningLoop().now()).toBe(0)
    }))

  it('stands still while Tasks run, however long', () =>
    virtually(function* () {
      let late = false
      runningLoop().callLater(1, () => {
        late = true
      })
      for (let turn = 0; turn < 1000; turn += 1) yield* sleep(0)
      expect(late).toBe(false)
      expect(runningLoop().now()).toBe(0)
    }))

  it('never comes to infinity, nor to a moment that was called off', async () => {
    const clock = new VirtualClock()
    let woken = false
    const wake = () => {
      woken = true
    }
    clock.wakeAt(Number.POSITIVE_INFINITY, wake)
    clock.wakeAt(100, wake)()
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect([woken, clock.now()]).toEqual([false, 0])
  })

  it('jumps to an earlier timer that was made later', () =>
    virtually(function* () {
      const loop = runningLoop()
      const moments: number[] = []
      loop.callLater(100, () => moments.push(loop.now()))
      loop.callLater(1, () => {
        moments.push(loop.now())
        loop.callLater(1, () => moments.push(loop.now()))
      })
      yield* sleep(200)
      expect(moments).toEqual([1, 2, 100])
    }))
})
