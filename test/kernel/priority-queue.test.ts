import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTask, PriorityQueue, QueueEmpty, QueueFull, sleep } from '../../src/main/kernel'
import { virtually } from './virtually'

interface Job {
  readonly urgency: number
  readonly id: number
}

const isMoreUrgent = (a: Job, b: Job): boolean => a.urgency > b.urgency
const urgencies = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 })

function drain<T>(queue: PriorityQueue<T>): T[] {
  const items: T[] = []
  while (!queue.empty()) items.push(queue.getNowait())
  return items
}

describe('PriorityQueue', () => {
  it('hands out the first, equal ones as they came', () => {
    fc.assert(
      fc.property(urgencies, (list) => {
        const queue = new PriorityQueue(isMoreUrgent)
        const jobs = list.map((urgency, id) => ({ urgency, id }))
        for (const job of jobs) queue.putNowait(job)
        expect(queue.qsize()).toBe(jobs.length)
        expect(drain(queue)).toEqual(jobs.toSorted((a, b) => b.urgency - a.urgency))
      }),
    )
  })

  it('keeps that order while items come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(4), { freq: 2 })), (steps) => {
        const queue = new PriorityQueue(isMoreUrgent)
        let model: Job[] = []
        for (const [id, urgency] of steps.entries()) {
          if (urgency !== null) {
            queue.putNowait({ urgency, id })
            model = [...model, { urgency, id }].sort((a, b) => b.urgency - a.urgency || a.id - b.id)
          } else if (model.length > 0) {
            expect(queue.getNowait()).toEqual(model[0])
            model = model.slice(1)
          }
        }
        expect(drain(queue)).toEqual(model)
      }),
    )
  })

  it('gives a woken getter the first of all that is there', () =>
    virtually(function* () {
      const queue = new PriorityQueue<number>((a, b) => a < b)
      const task = createTask(queue.get())
      yield* sleep(1)
      queue.putNowait(5)
      queue.putNowait(3)
      expect(yield* task).toBe(3)
    }))

  it('loses nothing if isBefore throws', () => {
    let angry = false
    const queue = new PriorityQueue<number>((a, b) => {
      if (angry) throw new Error('angry')
      return a < b
    })
    for (const item of [5, 3, 4, 1, 2]) queue.putNowait(item)
    angry = true
    expect(() => queue.putNowait(0)).toThrow('angry')
    expect(() => queue.getNowait()).toThrow('angry')
    angry = false
    expect(drain(queue)).toEqual([1, 2, 3, 4, 5])
  })

  it('is a Queue in all else', () =>
    virtually(function* () {
      const queue = new PriorityQueue<number>((a, b) => a < b, 2)
      expect(() => queue.getNowait()).toThrow(QueueEmpty)
      yield* queue.put(2)
      yield* queue.put(1)
      expect(() => queue.putNowait(0)).toThrow(QueueFull)
      expect([queue.toString(), queue.full()]).toEqual(['PriorityQueue 2/2', true])
      expect(yield* queue.get()).toBe(1)
    }))
})
