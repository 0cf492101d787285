import { describe, expect, it } from 'vitest'
import {
  type Coroutine,
  createTask,
  gather,
  sleep,
  TimeoutError,
  timeout,
} from '../../../src/main/kernel'
import { readAll, request } from '../../io/http/get-all'
import { Killed } from '../world/process'
import { aHost, inNetwork, MIB, outcomeOf } from './some-network'

const LONG_MS = 600_000

/** Whether it is still running after a long time. */
function* hangs(body: () => Coroutine<unknown>): Coroutine<boolean> {
  try {
    yield* timeout(LONG_MS, body)
    return false
  } catch (error) {
    if (error instanceof TimeoutError) return true
    throw error
  }
}

describe('the line to a host', () => {
  it('is shared by the reading connections', () =>
    inNetwork([{ bytesPerSec: MIB }], [{}], function* ({ source, network, world }) {
      const url = network.linkOf(0)
      yield* gather([outcomeOf(source, url), outcomeOf(source, url), outcomeOf(source, url)])
      expect(world.now()).toBeGreaterThan(2_900)
      expect(world.now()).toBeLessThan(3_200)
      expect(network.servedBytes(0)).toBe(3 * MIB)
      expect(network.mostOpen(0)).toBe(3)
    }))

  it('limits each single connection', () =>
    inNetwork([{ connectionBytesPerSec: MIB }], [{}], function* ({ source, network, world }) {
      const url = network.linkOf(0)
      yield* gather([outcomeOf(source, url), outcomeOf(source, url)])
      expect(world.now()).toBeGreaterThan(1_000)
      expect(world.now()).toBeLessThan(1_200)
    }))

  it('leaves the share of an idle reader to the others', () =>
    inNetwork([{ bytesPerSec: MIB }], [{ lengthBytes: 2 * MIB }], function* (parts) {
      const { source, network, world } = parts
      const idle = yield* source.get(request(network.linkOf(0)))
      yield* outcomeOf(source, network.linkOf(0))
      // 256 KiB for the one, 2 MiB for the other.
      expect(world.now()).toBeLessThan(2_500)
      idle.close()
    }))

  it('is slow for a while', () =>
    inNetwork([{ bytesPerSec: MIB }], [{}], function* ({ source, network, world }) {
      network.slow(0, 0.1, 5_000)
      yield* outcomeOf(source, network.linkOf(0))
      expect(world.now()).toBeGreaterThan(5_400)
      expect(world.now()).toBeLessThan(5_800)
    }))

  it('brings some bytes however slow it is', () =>
    inNetwork([{ bytesPerSec: 500 }], [{}], function* ({ source, network }) {
      const answer = yield* source.get(request(network.linkOf(0)))
      for (let reads = 0; reads < 5; reads += 1) yield* timeout(10_000, () => answer.read())
      answer.close()
    }))
})

describe('a connection', () => {
  it('falls silent while the others continue', () =>
    inNetwork([{}], [{}], function* ({ source, network }) {
      const first = yield* source.get(request(network.linkOf(0)))
      network.silence(0, 1)
      expect(yield* outcomeOf(source, network.linkOf(0))).toBe(`200: ${MIB}`)
      expect(yield* hangs(() => readAll(first))).toBe(true)
    }))

  it.each([
    ['stallsPercent', true],
    ['breaksPercent', false],
  ] as const)('ends too early by %s', (fault, isSilent) =>
    inNetwork([{ [fault]: 100 }], [{}], function* ({ source, network }) {
      const url = network.linkOf(0)
      const isHanging = yield* hangs(function* () {
        expect(['connection-lost', 'short-body']).toContain(yield* outcomeOf(source, url))
      })
      expect(isHanging).toBe(isSilent)
      expect(network.openConnections()).toEqual([])
    }),
  )

  it('is lost when it is reset before the header', () =>
    inNetwork([{}], [{}], function* ({ source, network }) {
      const outcome = createTask(outcomeOf(source, network.linkOf(0)))
      yield* sleep(10)
      network.reset(0)
      expect(yield* outcome).toBe('connection-lost')
    }))

  it('is open until it is closed or read to its end', () =>
    inNetwork([{}], [{}], function* ({ source, network, process, world }) {
      const asked: number[] = []
      network.onRequest((host) => asked.push(host, network.openConnections(process).length))
      const first = yield* source.get(request(network.linkOf(0)))
      yield* outcomeOf(source, network.linkOf(0))
      expect(network.openConnections(process)).toMatchObject([{ resource: 0, host: 0, sinceMs: 0 }])
      first.close()
      expect(network.openConnections(process)).toEqual([])
      expect(asked).toEqual([0, 1, 0, 2])
      expect(world.trace.text()).toContain('closed after 0')
    }))

  it('ends with its process', () =>
    inNetwork([{}], [{}], function* ({ source, network, process }) {
      const answer = yield* source.get(request(network.linkOf(0)))
      process.die()
      expect(network.openConnections()).toEqual([])
      expect(() => answer.read().next()).toThrow(Killed)
      expect(() => source.get(request(network.linkOf(0))).next()).toThrow(Killed)
      answer.close()
    }))
})

describe('a host', () => {
  it('brings nothing during a partition, and continues afterwards', () =>
    inNetwork([{ bytesPerSec: MIB }], [{}], function* ({ source, network, world }) {
      const first = yield* source.get(request(network.linkOf(0)))
      network.partition(0, 30_000)
      const second = createTask(outcomeOf(source, network.linkOf(0)))
      expect((yield* readAll(first)).byteLength).toBe(MIB)
      expect(yield* second).toBe(`200: ${MIB}`)
      expect(world.now()).toBeGreaterThan(31_000)
      expect(world.now()).toBeLessThan(32_500)
    }))

  it('has no name while DNS fails', () =>
    inNetwork([{}], [{}], function* ({ source, network }) {
      network.dnsFails(0, 1_000)
      expect(yield* outcomeOf(source, network.linkOf(0))).toBe('host-not-found')
      yield* sleep(1_000)
      expect(yield* outcomeOf(source, network.linkOf(0))).toBe(`200: ${MIB}`)
    }))

  it('breaks its connections and refuses new ones when it goes down', () =>
    inNetwork([{}, {}], [{}, { host: 1 }], function* ({ source, network }) {
      const here = yield* source.get(request(network.linkOf(0)))
      const elsewhere = yield* source.get(request(network.linkOf(1)))
      network.serverDown(0, 1_000)
      expect(yield* outcomeOf(source, network.linkOf(0))).toBe('connection-refused')
      expect(() => here.read().next()).toThrow('connection-lost')
      expect((yield* readAll(elsewhere)).byteLength).toBe(MIB)
      yield* sleep(1_000)
      expect(yield* outcomeOf(source, network.linkOf(0))).toBe(`200: ${MIB}`)
    }))

  it.each([
    ['reset', 'connection-lost'],
    ['refused', 'connection-refused'],
    ['busy', '503: 0'],
    ['too-many', '429: 0'],
  ] as const)('refuses by %s what is too many', (refuses, outcome) =>
    inNetwork([{ mostConnections: 2, refuses }], [{}], function* ({ source, network }) {
      const url = network.linkOf(0)
      const first = yield* source.get(request(url))
      const second = yield* source.get(request(url))
      expect(yield* outcomeOf(source, url)).toBe(outcome)
      first.close()
      expect(yield* outcomeOf(source, url)).toBe(`200: ${MIB}`)
      network.limitConnections(0, 1, refuses, 1_000)
      expect(yield* outcomeOf(source, url)).toBe(outcome)
      expect((yield* readAll(second)).byteLength).toBe(MIB)
      yield* sleep(1_000)
      expect(yield* outcomeOf(source, url)).toBe(`200: ${MIB}`)
    }),
  )

  it('has a number that wraps around, as resources have', () =>
    inNetwork([{}], [{ host: 2 }], function* ({ source, network }) {
      expect(network.linkOf(7)).toBe('https://h0.example/r0/file0.bin')
      network.dnsFails(3, 1_000)
      expect(yield* outcomeOf(source, network.linkOf(0))).toBe('host-not-found')
    }))
})

describe('healing', () => {
  it('ends all faults', () =>
    inNetwork(
      [{ mostConnections: 0, breaksPercent: 100, stallsPercent: 100 }],
      [{ manner: 'no-ranges' }],
      function* ({ source, network, world }) {
        network.serverDown(0, LONG_MS)
        network.partition(0, LONG_MS)
        network.dnsFails(0, LONG_MS)
        network.slow(0, 0.001, LONG_MS)
        network.limitConnections(0, 0, 'reset', LONG_MS)
        network.misbehave(0, 'page-sometimes', LONG_MS)
        network.heal()
        const range = { start: 5, end: 10 }
        expect(yield* outcomeOf(source, network.linkOf(0), { range })).toBe('206: 5')
        expect(world.now()).toBeLessThan(100)
      },
    ))

  it('cancels planned breaks', () =>
    inNetwork([{ breaksPercent: 100 }], [{}], function* ({ source, network }) {
      const answer = yield* source.get(request(network.linkOf(0)))
      network.heal()
      expect((yield* readAll(answer)).byteLength).toBe(MIB)
    }))
})

describe('a network story', () => {
  const traceOf = (seed: number): Promise<string> =>
    inNetwork(
      [{ breaksPercent: 30, bytesPerSec: aHost().bytesPerSec / 2 }],
      [{ manner: 'errors-sometimes', validator: 'nodes' }],
      function* ({ source, network, world }) {
        const url = network.linkOf(0)
        yield* gather(Array.from({ length: 8 }, () => outcomeOf(source, url)))
        return world.trace.text()
      },
      seed,
    )

  it('takes the same course for the same seed', async () => {
    expect(await traceOf(5)).toBe(await traceOf(5))
    expect(await traceOf(5)).not.toBe(await traceOf(6))
  })
})
