import { describe, expect, it } from 'vitest'
import { createTask, LifoQueue, QueueFull, sleep } from '../../src/main/kernel'
import { virtually } from './virtually'

describe('LifoQueue', () => {
  it('hands out first what came last', () => {
    const queue = new LifoQueue<number>()
    for (const item of [1, 2, 3]) queue.putNowait(item)
    expect([queue.getNowait(), queue.getNowait()]).toEqual([3, 2])
    queue.putNowait(4)
    expect([queue.getNowait(), queue.getNowait(), queue.empty()]).toEqual([4, 1, true])
  })

  it('is a Queue in all else', () =>
    virtually(function* () {
      const queue = new LifoQueue<string>(1)
      const task = createTask(queue.get())
      yield* sleep(1)
      yield* queue.put('a')
      expect(() => queue.putNowait('b')).toThrow(QueueFull)
      expect(queue.toString()).toBe('LifoQueue 1/1')
      expect(yield* task).toBe('a')
    }))
})
