import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import type { HostRecord } from '../../src/main/engine/records'
import { createTask, runningLoop, sleep } from '../../src/main/kernel'
import { end, thrownBy, virtually } from '../kernel/virtually'
import { hostLimits } from './simulated-download'

const [A, B] = ['a.example', 'b.example:8080']
const [LINK, OTHER] = [`https://${A}/x`, `https://${A}/y`]
const AT_B = `https://${B}/node/x`
const SILENT = (): void => undefined

const busy = (retryAfterMs: number, host = A): DownloadError =>
  new DownloadError('server-busy', { host, status: 503, retryAfterMs })

describe('access to a host', () => {
  it('grants permits up to the limit', () =>
    virtually(function* () {
      const access = hostLimits(() => 2).accessTo(LINK)
      const first = yield* access.acquire(SILENT)
      expect(access.tryAcquire()).not.toBeNull()
      expect(access.tryAcquire()).toBeNull()
      first.release()
      first.release()
      expect(access.tryAcquire()).not.toBeNull()
      expect(access.tryAcquire()).toBeNull()
    }))

  it('waits for a permit that another download releases', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const permit = yield* hosts.accessTo(LINK).acquire(SILENT)
      const waiting = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      const elsewhere = yield* hosts.accessTo(AT_B).acquire(SILENT)
      yield* sleep(1_000)
      expect(waiting.done()).toBe(false)
      elsewhere.release()
      permit.release()
      yield* waiting
      expect(runningLoop().now()).toBe(1_000)
    }))

  it('uses a higher limit at once', () =>
    virtually(function* () {
      let most = 1
      const hosts = hostLimits(() => most)
      yield* hosts.accessTo(LINK).acquire(SILENT)
      const waiting = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      yield* sleep(1_000)
      most = 2
      hosts.limitChanged()
      yield* waiting
      expect(runningLoop().now()).toBe(1_000)
    }))

  it('leaves the queue when cancelled', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const permit = yield* hosts.accessTo(LINK).acquire(SILENT)
      const tasks = [1, 2, 3].map(() => createTask(hosts.accessTo(OTHER).acquire(SILENT)))
      const [first, second, third] = tasks
      yield* sleep(1)
      if (first === undefined || second === undefined || third === undefined) return
      yield* end(first)
      permit.release()
      // The permit is granted, and the Task does not know yet.
      yield* end(second)
      yield* third
      expect(hosts.permitsInUse(A)).toBe(1)
    }))

  it('lets others go first while paused', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const permit = yield* hosts.accessTo(LINK).acquire(SILENT)
      const held = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      const other = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      yield* sleep(1)
      held.pause()
      permit.release()
      const taken = yield* other
      held.resume()
      yield* sleep(1)
      expect(held.done()).toBe(false)
      taken.release()
      yield* held
    }))

  it('passes on a permit granted just before a pause', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const permit = yield* hosts.accessTo(LINK).acquire(SILENT)
      const held = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      const other = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      yield* sleep(1)
      permit.release()
      // The permit is granted, and the Task does not know yet.
      held.pause()
      const taken = yield* other
      held.resume()
      yield* sleep(1)
      expect(held.done()).toBe(false)
      taken.release()
      yield* held
      expect(hosts.permitsInUse(A)).toBe(1)
    }))

  it('prefers the download with fewer permits', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 4)
      const [many, few] = [hosts.accessTo(LINK), hosts.accessTo(OTHER)]
      const permits = [1, 2, 3, 4].map(() => many.acquireUnchecked())
      expect(many.shouldYield()).toBe(false)
      expect(few.tryAcquire()).toBeNull()
      expect([many.shouldYield(), few.shouldYield()]).toEqual([true, false])
      permits[0]?.release()
      expect(many.tryAcquire()).toBeNull()
      expect(few.tryAcquire()).not.toBeNull()
      permits[1]?.release()
      expect(many.tryAcquire()).not.toBeNull()
    }))

  it('forgets demand that is not repeated', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 2)
      const [many, few] = [hosts.accessTo(LINK), hosts.accessTo(OTHER)]
      for (const _ of [1, 2]) many.acquireUnchecked()
      expect(few.tryAcquire()).toBeNull()
      expect(many.shouldYield()).toBe(true)
      yield* sleep(1_000)
      expect(many.shouldYield()).toBe(false)
    }))

  it('releases all permits on close', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const access = hosts.accessTo(LINK)
      yield* access.acquire(SILENT)
      const waiting = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      yield* sleep(1)
      access.close()
      yield* waiting
    }))
})

describe('a response from another host', () => {
  it('counts at both hosts', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const access = hosts.accessTo(LINK)
      const permit = yield* access.acquire(SILENT)
      permit.answeredBy(AT_B)
      expect([hosts.permitsInUse(A), hosts.permitsInUse(B)]).toEqual([1, 1])
      expect(hosts.accessTo(AT_B).tryAcquire()).toBeNull()
      permit.release()
      expect([hosts.permitsInUse(A), hosts.permitsInUse(B)]).toEqual([0, 0])
    }))

  it('makes the next connection wait for both hosts', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const access = hosts.accessTo(LINK)
      const permit = yield* access.acquire(SILENT)
      permit.answeredBy(AT_B)
      permit.release()
      const other = yield* hosts.accessTo(AT_B).acquire(SILENT)
      expect(access.tryAcquire()).toBeNull()
      other.release()
      expect(access.tryAcquire()?.hosts.size).toBe(2)
    }))

  it('counts where the latest response came from', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const access = hosts.accessTo(LINK)
      const permit = yield* access.acquire(SILENT)
      for (const [url, expected] of [
        [AT_B, [A, B]],
        ['https://c.example/x', [A, 'c.example']],
        [LINK, [A]],
      ] as const) {
        permit.answeredBy(url)
        expect([...permit.hosts].map(({ name }) => name)).toEqual(expected)
      }
      expect(hosts.permitsInUse(B)).toBe(0)
    }))
})

describe('a refusal', () => {
  it('lowers the limit while other connections receive', () =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const hosts = hostLimits(() => 16, records)
      const access = hosts.accessTo(LINK)
      const permits = [1, 2, 3].map(() => access.acquireUnchecked())
      permits[0]?.received()
      permits[1]?.received()
      permits[2]?.refused(busy(0))
      permits[2]?.release()
      expect(records.get(A)).toEqual({ host: A, mostConnections: 2, seenAtMs: 0 })
      expect(access.tryAcquire()).toBeNull()
      yield* sleep(60_000)
      const probe = access.tryAcquire()
      expect(access.tryAcquire()).toBeNull()
      probe?.received()
      expect(records.get(A)).toMatchObject({ mostConnections: 3 })
      expect(access.tryAcquire()).not.toBeNull()
    }))

  it('of the only connection teaches nothing', () =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const permit = yield* hostLimits(() => 16, records)
        .accessTo(LINK)
        .acquire(SILENT)
      permit.refused(busy(0))
      permit.refused(new DownloadError('connection-refused', { host: A }))
      expect(records.size).toBe(0)
    }))

  it.each([
    ['forbidden', 403],
    ['not-found', 404],
    ['range-ignored', 416],
  ] as const)('of another link as %s teaches nothing', (code, status) =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const hosts = hostLimits(() => 16, records)
      hosts.accessTo(LINK).acquireUnchecked().received()
      hosts
        .accessTo(OTHER)
        .acquireUnchecked()
        .refused(new DownloadError(code, { host: A, status }))
      expect(records.size).toBe(0)
    }),
  )

  it('by the answering host counts for that host', () =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const access = hostLimits(() => 16, records).accessTo(LINK)
      const permit = access.acquireUnchecked()
      permit.answeredBy(AT_B)
      permit.received()
      access.acquireUnchecked().refused(busy(0, B))
      expect([...records.keys()]).toEqual([B])
    }))

  it('is remembered although the store fails', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 16, {
        get: () => {
          throw new DownloadError('disk-error')
        },
        set: () => {
          throw new DownloadError('disk-full')
        },
      })
      const access = hosts.accessTo(LINK)
      access.acquireUnchecked().received()
      const refused = access.acquireUnchecked()
      refused.refused(busy(0))
      refused.release()
      expect(access.tryAcquire()).toBeNull()
    }))
})

describe('the back-off of a host', () => {
  it('applies to all downloads, with reason and delay', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const access = hosts.accessTo(LINK)
      const permit = yield* access.acquire(SILENT)
      permit.refused(busy(30_000))
      permit.release()
      yield* sleep(10_000)
      expect(access.tryAcquire()).toBeNull()
      const told: unknown[] = []
      yield* hosts.accessTo(OTHER).acquire((wait) => {
        told.push(wait && [wait.error.code, wait.error.facts.retryAfterMs, wait.delayMs])
      })
      expect(runningLoop().now()).toBe(30_000)
      expect(told).toEqual([['server-busy', 20_000, 20_000], null])
    }))

  it('applies to downloads that wait for a permit', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const permit = yield* hosts.accessTo(LINK).acquire(SILENT)
      const waiting = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      yield* sleep(1_000)
      permit.refused(busy(30_000))
      permit.release()
      yield* waiting
      expect(runningLoop().now()).toBe(31_000)
    }))

  it('of an hour fails downloads without a connection', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const permit = yield* hosts.accessTo(LINK).acquire(SILENT)
      permit.refused(busy(3_600_000))
      permit.release()
      yield* sleep(1_000)
      expect(yield* thrownBy(hosts.accessTo(OTHER).acquire(SILENT))).toMatchObject({
        code: 'server-busy',
        facts: { retryAfterMs: 3_599_000 },
      })
      hosts.clearBackoff(OTHER)
      yield* hosts.accessTo(OTHER).acquire(SILENT)
    }))

  it('of an hour spares the connections that work', () =>
    virtually(function* () {
      const access = hostLimits().accessTo(LINK)
      const working = access.acquireUnchecked()
      working.received()
      const refused = access.acquireUnchecked()
      refused.refused(busy(3_600_000))
      refused.release()
      expect(access.tryAcquire()).toBeNull()
      working.release()
      expect(access.tryAcquire()).not.toBeNull()
    }))

  it('is not shortened by a later refusal', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const [first, second] = [
        hosts.accessTo(LINK).acquireUnchecked(),
        hosts.accessTo(OTHER).acquireUnchecked(),
      ]
      first.refused(busy(30_000))
      second.refused(busy(1_000))
      first.release()
      second.release()
      yield* hosts.accessTo(LINK).acquire(SILENT)
      expect(runningLoop().now()).toBe(30_000)
    }))
})

describe('the first request of a download', () => {
  it('counts its permit where the response came from', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const { response, permit } = yield* hosts.accessTo(LINK).open(SILENT, function* () {
        return { url: AT_B }
      })
      expect(response.url).toBe(AT_B)
      expect([...permit.hosts].map(({ name }) => name)).toEqual([A, B])
    }))

  it('releases its permit when it fails', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const access = hosts.accessTo(LINK)
      const failing = access.open(SILENT, function* () {
        throw busy(5_000)
      })
      expect(yield* thrownBy(failing)).toMatchObject({ code: 'server-busy' })
      expect(hosts.permitsInUse(A)).toBe(0)
      yield* access.acquire(SILENT)
      expect(runningLoop().now()).toBe(5_000)
    }))
})
