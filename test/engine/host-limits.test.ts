import { describe, expect, it } from 'vitest'
import { DownloadError } from '../../src/main/engine/download-error'
import type { HostRecord } from '../../src/main/engine/ports'
import { createTask, runningLoop, sleep } from '../../src/main/kernel'
import { end, thrownBy, virtually } from '../kernel/virtually'
import { hostLimits } from './simulated-download'

const [A, B] = ['a.example', 'b.example:8080']
const [LINK, OTHER] = [`https://${A}/x`, `https://${A}/y`]
const AT_B = `https://${B}/node/x`
const SILENT = (): void => undefined

const busy = (retryAfterMs: number, host = A): DownloadError =>
  new DownloadError('server-busy', { host, status: 503, retryAfterMs })

describe('a access', () => {
  it('gets permits up to the limit', () =>
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

  it('waits for a permit that another leaves', () =>
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

  it('is told at once of a higher limit', () =>
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

  it('that is called off while it waits leaves the line', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const permit = yield* hosts.accessTo(LINK).acquire(SILENT)
      const tasks = [1, 2, 3].map(() => createTask(hosts.accessTo(OTHER).acquire(SILENT)))
      const [first, second, third] = tasks
      yield* sleep(1)
      if (first === undefined || second === undefined || third === undefined) return
      yield* end(first)
      permit.release()
      // It has its permit, and does not know yet.
      yield* end(second)
      yield* third
      expect(hosts.host(A).permits.size).toBe(1)
    }))

  it('that is held lets others go first', () =>
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

  it('that is held when its turn has just come gives it to others, and waits for another', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const permit = yield* hosts.accessTo(LINK).acquire(SILENT)
      const held = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      const other = createTask(hosts.accessTo(OTHER).acquire(SILENT))
      yield* sleep(1)
      permit.release()
      // It has its permit, and does not know yet.
      held.pause()
      const taken = yield* other
      held.resume()
      yield* sleep(1)
      expect(held.done()).toBe(false)
      taken.release()
      yield* held
      expect(hosts.host(A).permits.size).toBe(1)
    }))

  it('with fewer permits goes first, and asks the one with more to yield', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 4)
      const [rich, poor] = [hosts.accessTo(LINK), hosts.accessTo(OTHER)]
      const permits = [1, 2, 3, 4].map(() => rich.acquireUnchecked())
      expect(rich.shouldYield()).toBe(false)
      expect(poor.tryAcquire()).toBeNull()
      expect([rich.shouldYield(), poor.shouldYield()]).toEqual([true, false])
      permits[0]?.release()
      expect(rich.tryAcquire()).toBeNull()
      expect(poor.tryAcquire()).not.toBeNull()
      permits[1]?.release()
      expect(rich.tryAcquire()).not.toBeNull()
    }))

  it('that no longer asks is forgotten after a while', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 2)
      const [rich, poor] = [hosts.accessTo(LINK), hosts.accessTo(OTHER)]
      for (const _ of [1, 2]) rich.acquireUnchecked()
      expect(poor.tryAcquire()).toBeNull()
      expect(rich.shouldYield()).toBe(true)
      yield* sleep(1_000)
      expect(rich.shouldYield()).toBe(false)
    }))

  it('that is closed leaves all its permits', () =>
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
  it('counts at both', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const access = hosts.accessTo(LINK)
      const permit = yield* access.acquire(SILENT)
      permit.answeredBy(AT_B)
      expect([hosts.host(A).permits.size, hosts.host(B).permits.size]).toEqual([1, 1])
      expect(hosts.accessTo(AT_B).tryAcquire()).toBeNull()
      permit.release()
      expect([hosts.host(A).permits.size, hosts.host(B).permits.size]).toEqual([0, 0])
    }))

  it('lets the next one wait for both', () =>
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

  it('and then from a third, or from the first again, counts there', () =>
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
      expect(hosts.host(B).permits.size).toBe(0)
    }))
})

describe('a refusal', () => {
  it('beside others that work is remembered', () =>
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

  it('of the only connection says nothing of their number', () =>
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
  ] as const)('of another link as %s says nothing of the number', (code, status) =>
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

  it('by the host that answers is remembered for that one', () =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const access = hostLimits(() => 16, records).accessTo(LINK)
      const permit = access.acquireUnchecked()
      permit.answeredBy(AT_B)
      permit.received()
      access.acquireUnchecked().refused(busy(0, B))
      expect([...records.keys()]).toEqual([B])
    }))

  it('is known to this process also where the store fails', () =>
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

describe('a host that asks to be left in peace', () => {
  it('is, by all downloads, and they are told why and how long', () =>
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

  it('is left in peace also by those who waited for a permit before, and then not forgotten', () =>
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

  it('for very long ends those that have nothing else', () =>
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

  it('for very long with one connection more is still asked for others', () =>
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

  it('does not forget a longer wish for a shorter one', () =>
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
  it('keeps its permit with its response, where that came from', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const { response, permit } = yield* hosts.accessTo(LINK).open(SILENT, function* () {
        return { url: AT_B }
      })
      expect(response.url).toBe(AT_B)
      expect([...permit.hosts].map(({ name }) => name)).toEqual([A, B])
    }))

  it('that fails leaves its permit, and the host is judged by it', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const access = hosts.accessTo(LINK)
      const failing = access.open(SILENT, function* () {
        throw busy(5_000)
      })
      expect(yield* thrownBy(failing)).toMatchObject({ code: 'server-busy' })
      expect(hosts.host(A).permits.size).toBe(0)
      yield* access.acquire(SILENT)
      expect(runningLoop().now()).toBe(5_000)
    }))
})
