import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Coroutine,
  Event,
  run,
  runningLoop,
  seededRandom,
  sleep,
  taskGroup,
  VirtualClock,
} from '../../src/main/kernel'
import { ReadyQueue, type Runnable } from '../../src/main/kernel/loop/ready-queue'

const named = (name: string, isUnordered: boolean): Runnable & { name: string } => ({
  name,
  isUnordered,
  run: () => undefined,
})

/** In which order five Tasks come to their turn that were all woken together. */
function orderOf(seed: number | null): Promise<number[]> {
  const main = function* (): Coroutine<number[]> {
    const order: number[] = []
    yield* taskGroup(function* (group) {
      const start = new Event()
      for (const number of [0, 1, 2, 3, 4]) {
        group.spawn(
          (function* (): Coroutine<void> {
            yield* start.wait()
            order.push(number)
          })(),
        )
      }
      yield* sleep(1)
      start.set()
    })
    return order
  }
  return run(main(), { clock: new VirtualClock(), ...(seed === null ? {} : { seed }) })
}

describe('a loop without a seed', () => {
  it('runs Tasks in the order in which they became ready', async () => {
    expect(await orderOf(null)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('a loop with a seed', () => {
  it('runs the same seed in the same order for ever', async () => {
    expect(await orderOf(7)).toEqual(await orderOf(7))
  })

  it('finds every order of three Tasks among a few seeds', async () => {
    const orders = new Set<string>()
    for (let seed = 0; seed < 100; seed += 1) {
      orders.add((await orderOf(seed)).filter((number) => number < 3).join())
    }
    expect(orders.size).toBe(6)
  })

  it('keeps the order of plain callbacks, which asyncio promises', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const main = function* (): Coroutine<number[]> {
        const order: number[] = []
        for (const number of [0, 1, 2, 3]) runningLoop().callSoon(() => order.push(number))
        yield* sleep(1)
        return order
      }
      expect(await run(main(), { clock: new VirtualClock(), seed })).toEqual([0, 1, 2, 3])
    }
  })

  it('shuffles timers of the same moment, and never those of different ones', async () => {
    const orders = new Set<string>()
    for (let seed = 0; seed < 50; seed += 1) {
      const main = function* (): Coroutine<string> {
        const order: string[] = []
        const note = (word: string) => () => order.push(word)
        runningLoop().callAt(10, note('a'))
        runningLoop().callAt(10, note('b'))
        runningLoop().callAt(20, note('c'))
        yield* sleep(30)
        return order.join('')
      }
      orders.add(await run(main(), { clock: new VirtualClock(), seed }))
    }
    expect([...orders].sort()).toEqual(['abc', 'bac'])
  })
})

describe('ReadyQueue', () => {
  it('is first in, first out, however it grows and turns', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(150), { maxLength: 20 }), (amounts) => {
        const queue = new ReadyQueue()
        const model: Runnable[] = []
        for (const [index, amount] of amounts.entries()) {
          for (let count = 0; count < amount; count += 1) {
            if (index % 2 === 0) {
              const item = named(`${index}.${count}`, false)
              queue.push(item)
              model.push(item)
            } else {
              expect(queue.shift()).toBe(model.shift())
            }
          }
          expect(queue.size).toBe(model.length)
        }
      }),
    )
  })

  it('moves only what is unordered, and loses none', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), fc.integer(), (kinds, seed) => {
        const queue = new ReadyQueue()
        const items = kinds.map((isUnordered, index) => named(String(index), isUnordered))
        for (const item of items) queue.push(item)
        queue.shuffleUnordered(seededRandom(seed))
        const out = items.map(() => queue.shift())
        expect(new Set(out)).toEqual(new Set(items))
        for (const [index, item] of items.entries()) {
          if (!item.isUnordered) expect(out[index]).toBe(item)
        }
      }),
    )
  })
})

describe('seededRandom', () => {
  it('is the same for the same seed and spread evenly', () => {
    const numbers = (seed: number): number[] => {
      const random = seededRandom(seed)
      return Array.from({ length: 1000 }, random)
    }
    expect(numbers(1)).toEqual(numbers(1))
    expect(numbers(1)).not.toEqual(numbers(2))
    const counts = Array.from({ length: 10 }, () => 0)
    for (const number of numbers(3)) {
      const tenth = Math.floor(number * 10)
      counts[tenth] = (counts[tenth] ?? 0) + 1
    }
    expect(Math.min(...counts)).toBeGreaterThan(60)
    expect(Math.max(...counts)).toBeLessThan(140)
  })
})
