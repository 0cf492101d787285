import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { atMostEvery } from '../../src/main/shell/at-most-every'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('runs the first call at once', () => {
  const run = vi.fn()
  atMostEvery(1000, run)()
  expect(run).toHaveBeenCalledTimes(1)
})

it('joins the calls of an interval at its end', () => {
  const run = vi.fn()
  const go = atMostEvery(1000, run)
  for (let call = 0; call < 5; call++) go()
  vi.advanceTimersByTime(999)
  expect(run).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(run).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(10_000)
  expect(run).toHaveBeenCalledTimes(2)
})

it('rests after a joined call too', () => {
  const run = vi.fn()
  const go = atMostEvery(1000, run)
  go()
  go()
  vi.advanceTimersByTime(1000)
  go()
  vi.advanceTimersByTime(999)
  expect(run).toHaveBeenCalledTimes(2)
})
