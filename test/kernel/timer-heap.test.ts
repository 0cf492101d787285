import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Timer, TimerHeap } from '../../src/main/kernel/loop/timer-heap'

/** A timer that a test can call off. */
type TestTimer = { -readonly [K in keyof Timer]: Timer[K] }

function heapOf(moments: readonly number[]): { heap: TimerHeap; timers: TestTimer[] } {
  const heap = new TimerHeap()
  const timers: TestTimer[] = moments.map((atMs, order) => ({
    atMs,
    order,
    callback: () => undefined,
  }))
  for (const timer of timers) heap.push(timer)
  return { heap, timers }
}

function drain(heap: TimerHeap, nowMs: number): Timer[] {
  const due: Timer[] = []
  for (;;) {
    const timer = heap.popDue(nowMs)
    if (timer === undefined) return due
    due.push(timer)
  }
}

const inOrder = (a: Timer, b: Timer): number => a.atMs - b.atMs || a.order - b.order
const moments = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 })

describe('TimerHeap', () => {
  it('is empty at first', () => {
    expect(new TimerHeap().peek()).toBeUndefined()
    expect(new TimerHeap().popDue(Number.POSITIVE_INFINITY)).toBeUndefined()
  })

  it('sorts by moment, then by order of creation', () => {
    fc.assert(
      fc.property(moments, (list) => {
        const { heap, timers } = heapOf(list)
        expect(drain(heap, 20)).toEqual([...timers].sort(inOrder))
      }),
    )
  })

  it('gives out only what is due and keeps the rest', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -1, max: 21 }), (list, nowMs) => {
        const { heap, timers } = heapOf(list)
        const sorted = [...timers].sort(inOrder)
        const due = sorted.filter((timer) => timer.atMs <= nowMs)
        expect(drain(heap, nowMs)).toEqual(due)
        expect(heap.peek()).toBe(sorted[due.length])
        expect(drain(heap, 20)).toEqual(sorted.slice(due.length))
      }),
    )
  })

  it('passes over timers that were called off', () => {
    fc.assert(
      fc.property(moments, fc.array(fc.nat(59)), (list, calledOff) => {
        const { heap, timers } = heapOf(list)
        for (const index of calledOff) {
          const timer = timers[index]
          if (timer === undefined || timer.callback === null) continue
          timer.callback = null
          heap.noteCancelled()
        }
        const left = timers.filter((timer) => timer.callback !== null).sort(inOrder)
        expect(heap.peek()).toBe(left[0])
        expect(drain(heap, 20)).toEqual(left)
      }),
    )
  })

  it('stays sorted while timers come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 20 }), { freq: 3 })), (steps) => {
        const heap = new TimerHeap()
        let model: Timer[] = []
        for (const [order, atMs] of steps.entries()) {
          if (atMs === null) {
            model.sort(inOrder)
            expect(heap.popDue(20)).toBe(model[0])
            model = model.slice(1)
          } else {
            const timer = { atMs, order, callback: () => undefined }
            heap.push(timer)
            model.push(timer)
          }
        }
      }),
    )
  })

  it('does not keep timers that were called off, when they are the most', () => {
    const { heap, timers } = heapOf(Array.from({ length: 1000 }, (_, index) => 1000 - index))
    for (const timer of timers.slice(0, 900)) {
      timer.callback = null
      heap.noteCancelled()
    }
    expect(heap.size).toBeLessThan(250)
    expect(drain(heap, 1000)).toEqual(timers.slice(900).reverse())
  })
})
