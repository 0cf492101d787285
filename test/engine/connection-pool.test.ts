import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RetryWait } from '../../src/main/engine/connections/retry-wait'
import { Throttle } from '../../src/main/engine/connections/throttle'
import { DownloadError } from '../../src/main/engine/download-error'
import type { HostRecord } from '../../src/main/engine/records'
import { type Coroutine, createTask, gather, sleep, taskGroup } from '../../src/main/kernel'
import { end, thrownBy, virtually } from '../kernel/virtually'
import { hostLimits, type SimulatedDownload, simulatedDownload } from './simulated-download'

const MIB = 1024 * 1024
const KIB = 1024
const HOST = 'files.example'

/** Fetches the file; returns the time it took, as a multiple of the shortest time possible. */
function* timeInIdeals(download: SimulatedDownload, idealSec: number): Coroutine<number> {
  const tookMs = yield* download.run()
  expect(download.part.isRight()).toBe(true)
  expect(download.source.open).toBe(0)
  return tookMs / 1000 / idealSec
}

describe('eight connections', () => {
  const connections = 8
  const lengthBytes = 32 * MIB
  const allBut = (odd: number, speed: number) => (order: number) => (order === odd ? speed : MIB)

  it('finish in nearly the shortest time possible', () =>
    virtually(function* () {
      const download = simulatedDownload({ connections, lengthBytes, bytesPerSec: () => MIB })
      expect(yield* timeInIdeals(download, 4)).toBeLessThan(1.25)
      expect(download.source.requests).toHaveLength(8)
    }))

  it.each([
    ['ten times slower', MIB / 10, 0],
    ['ten times slower', MIB / 10, 3],
    ['ten times slower', MIB / 10, 7],
    ['a hundred times slower', MIB / 100, 3],
    ['as good as dead', 1, 3],
  ])('do not wait for one that is %s (%f bytes per second, connection %i)', (_, speed, odd) =>
    virtually(function* () {
      const bytesPerSec = allBut(odd, speed)
      const download = simulatedDownload({ connections, lengthBytes, bytesPerSec })
      expect(yield* timeInIdeals(download, 32 / 7)).toBeLessThan(1.35)
      expect(download.source.wastedBytes).toBeLessThan(2 * MIB)
    }),
  )

  it('do not wait for one that falls silent', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections,
        lengthBytes: 64 * MIB,
        bytesPerSec: () => MIB,
        silentAfter: (order) => (order === 3 ? 5 * MIB : Number.POSITIVE_INFINITY),
      })
      expect(yield* timeInIdeals(download, 8)).toBeLessThan(1.4)
      expect(download.source.wastedBytes).toBeLessThan(2 * MIB)
    }))

  it('split the last remainder into small parts if slow', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections,
        lengthBytes: 4 * MIB,
        bytesPerSec: (order) => (order === 1 ? 8 : 64) * KIB,
      })
      expect(yield* timeInIdeals(download, 4096 / 456)).toBeLessThan(1.5)
      expect(download.source.requests.some(({ start, end }) => end - start < 512 * KIB)).toBe(true)
    }))

  it('hedge nothing if no connection would be faster', () =>
    virtually(function* () {
      const bytesPerSec = (): number => 16 * KIB
      const download = simulatedDownload({ connections, lengthBytes: MIB + 100, bytesPerSec })
      yield* download.run()
      expect(download.source.wastedBytes).toBeLessThan(32 * KIB)
    }))

  it('hedge each hopeless remainder once', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections,
        lengthBytes: 16 * MIB,
        // Two connections never finish, and all others are as fast as the first.
        bytesPerSec: (order) => (order === 2 || order === 3 ? 1 : MIB),
        latencyMs: 300,
      })
      yield* download.run()
      const { requests } = download.source
      const [, , dead, alsoDead] = requests
      const hedged = requests.filter(
        (one) => one.order > 3 && (one.start === dead?.start || one.start === alsoDead?.start),
      )
      expect(hedged).toHaveLength(2)
      expect(download.part.isRight()).toBe(true)
    }))
})

describe('a hedged request', () => {
  it('is cancelled when the slow connection finishes first', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 2,
        lengthBytes: 3 * MIB,
        bytesPerSec: (order, nowMs) => {
          if (order === 2) return 0.001
          return order === 1 && nowMs < 6_000 ? 10 * KIB : MIB
        },
      })
      const tookMs = yield* download.run()
      expect(download.source.requests).toHaveLength(3)
      expect(tookMs).toBeLessThan(9_000)
      expect(download.source.open).toBe(0)
    }))
})

describe('a straggler', () => {
  it('is replaced while all others are busy', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 3,
        lengthBytes: 96 * MIB,
        bytesPerSec: (order) => (order === 1 ? 10 * KIB : MIB),
      })
      const ratio = yield* timeInIdeals(download, 32)
      expect(ratio).toBeLessThan(1.2)
      const { requests } = download.source
      expect(requests[3]?.atMs).toBeGreaterThan(1_000)
      expect(requests[3]?.atMs).toBeLessThan(2_000)
      expect(requests[3]?.end).toBe(requests[1]?.end)
    }))

  it('is replaced less often if its replacements are slow too', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 3,
        lengthBytes: 96 * MIB,
        bytesPerSec: (order) => (order === 0 || order === 2 ? MIB : 10 * KIB),
      })
      yield* download.run()
      const later = download.source.requests.slice(3, 7)
      const waits = later.map(({ atMs }, index) => atMs - (later[index - 1]?.atMs ?? 0))
      expect(waits.map((waitMs) => Math.round(waitMs / 1_000))).toEqual([2, 3, 5, 9])
    }))

  it('is no straggler if all others are as slow', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 3,
        lengthBytes: MIB,
        bytesPerSec: () => 2 * KIB,
      })
      yield* download.run()
      expect(download.source.wastedBytes).toBeLessThan(64 * KIB)
    }))

  it('is kept if it is the only connection', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 8,
        lengthBytes: MIB,
        bytesPerSec: () => 10 * KIB,
        refuses: (open) => (open > 0 ? { status: 503 } : null),
      })
      yield* download.run()
      expect(download.part.isRight()).toBe(true)
    }))
})

describe('a connection that stalls', () => {
  it('passes its segment on at once while others receive', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 2,
        lengthBytes: 64 * MIB,
        bytesPerSec: () => MIB,
        silentAfter: (order) => (order === 1 ? 3 * MIB : Number.POSITIVE_INFINITY),
        stallMs: 4_000,
      })
      yield* download.run()
      const [, second, third] = download.source.requests
      // 20 ms for each header, 3 s of bytes, 4 s of silence.
      expect(third?.atMs).toBeLessThan(7_300)
      const start = (second?.start ?? 0) + 3 * MIB
      expect(third).toMatchObject({ start, end: second?.end })
    }))

  it('is not one that waits for our own limit', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 2,
        lengthBytes: 48 * KIB,
        bytesPerSec: () => MIB,
        throttle: new Throttle(500),
        stallMs: 5_000,
      })
      const tookMs = yield* download.run()
      expect(tookMs / (48 * KIB * 2)).toBeCloseTo(1, 1)
      expect(download.source.requests).toHaveLength(1)
    }))

  it('is not one that waits for the disk', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 1,
        lengthBytes: 64 * KIB,
        bytesPerSec: () => MIB,
        writeMs: 9_000,
        stallMs: 5_000,
      })
      yield* download.run()
      expect(download.source.requests).toHaveLength(1)
    }))

  it('is not one that was paused', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 4,
        lengthBytes: 16 * MIB,
        bytesPerSec: () => MIB,
        stallMs: 5_000,
      })
      const task = createTask(download.run())
      yield* sleep(1_000)
      task.pause()
      const before = download.source.requests.length
      yield* sleep(60_000)
      task.resume()
      yield* sleep(250)
      expect(download.source.requests).toHaveLength(before)
      yield* task
      expect(download.part.isRight()).toBe(true)
    }))
})

describe('the number of connections', () => {
  it('grows up to the limit', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 16,
        lengthBytes: 64 * MIB,
        bytesPerSec: () => MIB,
      })
      yield* download.run()
      expect(download.source.mostOpen).toBe(16)
    }))

  it('reaches the limit although connections begin with a burst', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 16,
        lengthBytes: 64 * MIB,
        bytesPerSec: (_order, nowMs) => (nowMs < 1_000 ? 8 * MIB : MIB),
        latencyMs: 100,
      })
      yield* download.run()
      expect(download.source.mostOpen).toBe(16)
    }))

  it('starts at one', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 8,
        lengthBytes: 8 * MIB,
        bytesPerSec: () => MIB,
        latencyMs: 500,
      })
      const task = createTask(download.run())
      yield* sleep(499)
      expect(download.source.requests).toHaveLength(1)
      yield* task
    }))

  it('stays one if the server refuses each further connection', () =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const access = hostLimits(() => 16, records).accessTo(`https://${HOST}/x`)
      const download = simulatedDownload({
        connections: 8,
        lengthBytes: 32 * MIB,
        bytesPerSec: () => MIB,
        refuses: (open) => (open >= 1 ? { status: 429 } : null),
        access,
      })
      expect(yield* timeInIdeals(download, 32)).toBeLessThan(1.1)
      expect(download.source.requests.length).toBeLessThan(8)
      expect(records.get(HOST)).toMatchObject({ mostConnections: 1 })
    }))
})

describe('refused connections', () => {
  const lengthBytes = 24 * MIB
  const bytesPerSec = (): number => MIB
  const refusals: [string, DownloadError | { status: number }][] = [
    ['429', { status: 429 }],
    ['503', { status: 503 }],
    ['403', { status: 403 }],
    ['a refusal', new DownloadError('connection-refused', { host: HOST })],
    ['a reset', new DownloadError('connection-lost', { host: HOST })],
  ]

  it.each(refusals)('by %s lower the limit for all downloads, now and later', (_, refusal) =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const refuses = (open: number) => (open >= 2 ? refusal : null)
      const options = { connections: 8, lengthBytes, bytesPerSec, refuses }
      const access = hostLimits(() => 16, records).accessTo(`https://${HOST}/x`)
      const first = simulatedDownload({ ...options, access })
      expect(yield* timeInIdeals(first, 12)).toBeLessThan(1.15)
      expect(records.get(HOST)).toMatchObject({ host: HOST, mostConnections: 2 })

      // Another process, a moment later, knows the limit.
      const later = hostLimits(() => 16, records).accessTo(`https://${HOST}/x`)
      const second = simulatedDownload({ ...options, access: later })
      expect(yield* timeInIdeals(second, 12)).toBeLessThan(1.15)
      expect(second.source.mostOpen).toBe(2)
    }),
  )

  it('keep other downloads away until Retry-After', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const busy = { status: 503, retryAfterMs: 20_000, url: `https://${HOST}/x` }
      const first = simulatedDownload({
        connections: 4,
        lengthBytes,
        bytesPerSec,
        refuses: (open) => (open >= 1 ? busy : null),
        access: hosts.accessTo(`https://${HOST}/x`),
      })
      const second = simulatedDownload({
        connections: 4,
        lengthBytes: 4 * MIB,
        bytesPerSec,
        access: hosts.accessTo(`https://${HOST}/y`),
      })
      const running = createTask(first.run())
      yield* sleep(1_000)
      const asked = first.source.requests.length
      yield* second.run()
      expect(second.source.requests[0]?.atMs).toBeGreaterThanOrEqual(20_000)
      expect(first.source.requests.filter(({ atMs }) => atMs < 20_000)).toHaveLength(asked)
      yield* running
      expect(first.part.isRight() && second.part.isRight()).toBe(true)
    }))

  it('for other reasons are not repeated endlessly', () =>
    virtually(function* () {
      const download = simulatedDownload({
        connections: 8,
        lengthBytes,
        bytesPerSec,
        refuses: (open) => (open >= 1 ? { status: 416 } : null),
      })
      yield* download.run()
      expect(download.source.requests.length).toBeLessThan(8)
    }))
})

describe('two downloads from a host', () => {
  const options = { connections: 8, lengthBytes: 32 * MIB, bytesPerSec: () => MIB / 2 }

  it('follow the setting for connections per host', () =>
    virtually(function* () {
      let most = 6
      const hosts = hostLimits(() => most)
      const [first, second] = ['a', 'b'].map((name) =>
        simulatedDownload({ ...options, access: hosts.accessTo(`https://${HOST}/${name}`) }),
      )
      if (first === undefined || second === undefined) throw new Error('there are two')
      const opens = (): number => first.source.open + second.source.open
      const both = gather([first.run(), second.run()])
      yield* sleep(3_000)
      expect(opens()).toBe(6)
      most = 3
      hosts.limitChanged()
      yield* sleep(2_000)
      expect(opens()).toBe(3)
      most = 10
      hosts.limitChanged()
      yield* sleep(2_000)
      expect(opens()).toBeGreaterThan(6)
      expect(opens()).toBeLessThanOrEqual(10)
      yield* both
      expect(first.part.isRight() && second.part.isRight()).toBe(true)
    }))

  it.each([...Array(40).keys()].map((step) => 800 + 50 * step))(
    'lose no bytes when the setting is lowered after %i ms',
    (afterMs) =>
      virtually(function* () {
        let most = 2
        const download = simulatedDownload({
          connections: 2,
          lengthBytes: 2 * MIB,
          bytesPerSec: () => MIB,
          writeMs: 300,
          access: hostLimits(() => most).accessTo(`https://${HOST}/a`),
        })
        const task = createTask(download.run())
        yield* sleep(afterMs)
        most = 1
        yield* task
        expect(download.part.isRight()).toBe(true)
      }),
  )

  it('share the connections, even if one starts later', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 8)
      const first = simulatedDownload({ ...options, access: hosts.accessTo(`https://${HOST}/a`) })
      const second = simulatedDownload({ ...options, access: hosts.accessTo(`https://${HOST}/b`) })
      const running = createTask(first.run())
      yield* sleep(2_000)
      expect(first.source.open).toBe(8)
      const other = createTask(second.run())
      yield* sleep(3_000)
      expect([first.source.open, second.source.open]).toEqual([4, 4])
      yield* gather([running, other])
      expect(first.part.isRight() && second.part.isRight()).toBe(true)
    }))

  it('take turns if the host takes one connection', () =>
    virtually(function* () {
      const records = new Map([[HOST, { host: HOST, mostConnections: 1, seenAtMs: 0 }]])
      const hosts = hostLimits(() => 16, records)
      const small = { ...options, lengthBytes: 4 * MIB }
      const first = simulatedDownload({ ...small, access: hosts.accessTo(`https://${HOST}/a`) })
      const second = simulatedDownload({ ...small, access: hosts.accessTo(`https://${HOST}/b`) })
      yield* gather([first.run(), second.run()])
      expect([first.source.mostOpen, second.source.mostOpen]).toEqual([1, 1])
      expect(second.source.requests[0]?.atMs).toBeGreaterThan(8_000)
    }))

  it('share a speed limit evenly', () =>
    virtually(function* () {
      const all = new Throttle(MIB)
      const hosts = hostLimits()
      const received = [0, 0]
      const tasks = received.map((_, index) =>
        createTask(
          simulatedDownload({
            ...options,
            throttle: new Throttle(null, all),
            access: hosts.accessTo(`https://${HOST}/${index}`),
            wrote: (bytes) => {
              received[index] = (received[index] ?? 0) + bytes
            },
          }).run(),
        ),
      )
      yield* sleep(10_000)
      const [first = 0, second = 0] = received
      expect((first + second) / (10 * MIB)).toBeCloseTo(1, 1)
      expect(first / second).toBeGreaterThan(0.8)
      expect(first / second).toBeLessThan(1.25)
      for (const task of tasks) yield* end(task)
    }))
})

describe('a connection that waits after a failure', () => {
  it('tries again at once when the network is back', () =>
    virtually(function* () {
      const rest = new RetryWait()
      const download = simulatedDownload({
        connections: 1,
        lengthBytes: MIB,
        bytesPerSec: () => MIB,
        refuses: (_, order) => (order === 0 ? new DownloadError('connection-lost') : null),
        retryMs: 60_000,
        rest,
      })
      const task = createTask(download.run())
      yield* sleep(5_000)
      expect(download.source.requests).toHaveLength(1)
      rest.wakeAll()
      yield* task
      expect(download.source.requests.map(({ atMs }) => atMs)).toEqual([0, 5_000])
      expect(download.part.isRight()).toBe(true)
    }))
})

describe('a pool that ends early', () => {
  it('closes all connections and releases all permits', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 8)
      const access = hosts.accessTo(`https://${HOST}/a`)
      const download = simulatedDownload({
        connections: 8,
        lengthBytes: 64 * MIB,
        bytesPerSec: () => MIB,
        access,
      })
      const task = createTask(download.run())
      yield* sleep(2_000)
      expect(download.source.open).toBe(8)
      yield* end(task)
      expect(download.source.open).toBe(0)
      expect(hosts.permitsInUse(HOST)).toBe(0)
    }))

  it('throws the error of its last connection', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const download = simulatedDownload({
        connections: 4,
        lengthBytes: 8 * MIB,
        bytesPerSec: () => MIB,
        access: hosts.accessTo(`https://${HOST}/a`),
        refuses: () => new DownloadError('tls-refused', { host: HOST }),
        givesUp: true,
      })
      const thrown = yield* thrownBy(download.run())
      expect(thrown).toMatchObject({ errors: [{ code: 'tls-refused' }] })
      expect(hosts.permitsInUse(HOST)).toBe(0)
    }))
})

describe('any behavior of servers', () => {
  const server = fc.record({
    speeds: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
    silent: fc.array(fc.nat(3_000), { maxLength: 6 }),
    most: fc.integer({ min: 1, max: 9 }),
    lost: fc.array(fc.nat(20), { maxLength: 5 }),
    latencyMs: fc.nat(2_000),
    writeMs: fc.nat(30),
    connections: fc.integer({ min: 1, max: 12 }),
    retryAfterMs: fc.constantFrom(0, 3_000, 90_000),
    kib: fc.integer({ min: 1, max: 6_000 }),
    pausesMs: fc.array(fc.nat(4_000), { maxLength: 3 }),
  })

  it('writes every byte once and leaves nothing open', () =>
    fc.assert(
      fc.asyncProperty(server, async (play) => {
        await virtually(function* () {
          const hosts = hostLimits(() => 8)
          const download = simulatedDownload({
            connections: play.connections,
            lengthBytes: play.kib * KIB + 7,
            bytesPerSec: (order) => (play.speeds[order % play.speeds.length] ?? 1) * 8 * KIB,
            silentAfter: (order) => (play.silent[order] ?? Number.POSITIVE_INFINITY) * KIB,
            refuses: (open, order) => {
              if (play.lost.includes(order)) return new DownloadError('connection-lost')
              return open >= play.most ? { status: 503, retryAfterMs: play.retryAfterMs } : null
            },
            latencyMs: play.latencyMs,
            writeMs: play.writeMs,
            access: hosts.accessTo(`https://${HOST}/a`),
          })
          yield* taskGroup(function* (group) {
            const task = group.spawn(download.run())
            for (const pauseMs of play.pausesMs) {
              yield* sleep(pauseMs)
              task.pause()
              yield* sleep(pauseMs)
              task.resume()
            }
          })
          expect(download.part.isRight()).toBe(true)
          expect(download.source.open).toBe(0)
          expect(hosts.permitsInUse(HOST)).toBe(0)
        })
      }),
      // Shrinking would take too long.
      { numRuns: 60, endOnFailure: true },
    ))
})
