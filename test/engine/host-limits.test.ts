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

describe('a lane', () => {
  it('gets slots up to the limit', () =>
    virtually(function* () {
      const lane = hostLimits(() => 2).lane(LINK)
      const first = yield* lane.enter(SILENT)
      expect(lane.tryEnter()).not.toBeNull()
      expect(lane.tryEnter()).toBeNull()
      first.leave()
      first.leave()
      expect(lane.tryEnter()).not.toBeNull()
      expect(lane.tryEnter()).toBeNull()
    }))

  it('waits for a slot that another leaves', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const slot = yield* hosts.lane(LINK).enter(SILENT)
      const waiting = createTask(hosts.lane(OTHER).enter(SILENT))
      const elsewhere = yield* hosts.lane(AT_B).enter(SILENT)
      yield* sleep(1_000)
      expect(waiting.done()).toBe(false)
      elsewhere.leave()
      slot.leave()
      yield* waiting
      expect(runningLoop().now()).toBe(1_000)
    }))

  it('is told at once of a higher limit', () =>
    virtually(function* () {
      let most = 1
      const hosts = hostLimits(() => most)
      yield* hosts.lane(LINK).enter(SILENT)
      const waiting = createTask(hosts.lane(OTHER).enter(SILENT))
      yield* sleep(1_000)
      most = 2
      hosts.limitChanged()
      yield* waiting
      expect(runningLoop().now()).toBe(1_000)
    }))

  it('that is called off while it waits leaves the line', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const slot = yield* hosts.lane(LINK).enter(SILENT)
      const tasks = [1, 2, 3].map(() => createTask(hosts.lane(OTHER).enter(SILENT)))
      const [first, second, third] = tasks
      yield* sleep(1)
      if (first === undefined || second === undefined || third === undefined) return
      yield* end(first)
      slot.leave()
      // It has its slot, and does not know yet.
      yield* end(second)
      yield* third
      expect(hosts.host(A).slots.size).toBe(1)
    }))

  it('that is held lets others go first', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const slot = yield* hosts.lane(LINK).enter(SILENT)
      const held = createTask(hosts.lane(OTHER).enter(SILENT))
      const other = createTask(hosts.lane(OTHER).enter(SILENT))
      yield* sleep(1)
      held.pause()
      slot.leave()
      const taken = yield* other
      held.resume()
      yield* sleep(1)
      expect(held.done()).toBe(false)
      taken.leave()
      yield* held
    }))

  it('that is held when its turn has just come gives it to others, and waits for another', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const slot = yield* hosts.lane(LINK).enter(SILENT)
      const held = createTask(hosts.lane(OTHER).enter(SILENT))
      const other = createTask(hosts.lane(OTHER).enter(SILENT))
      yield* sleep(1)
      slot.leave()
      // It has its slot, and does not know yet.
      held.pause()
      const taken = yield* other
      held.resume()
      yield* sleep(1)
      expect(held.done()).toBe(false)
      taken.leave()
      yield* held
      expect(hosts.host(A).slots.size).toBe(1)
    }))

  it('with fewer slots goes first, and asks the one with more to yield', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 4)
      const [rich, poor] = [hosts.lane(LINK), hosts.lane(OTHER)]
      const slots = [1, 2, 3, 4].map(() => rich.enterAnyway())
      expect(rich.isAskedToYield()).toBe(false)
      expect(poor.tryEnter()).toBeNull()
      expect([rich.isAskedToYield(), poor.isAskedToYield()]).toEqual([true, false])
      slots[0]?.leave()
      expect(rich.tryEnter()).toBeNull()
      expect(poor.tryEnter()).not.toBeNull()
      slots[1]?.leave()
      expect(rich.tryEnter()).not.toBeNull()
    }))

  it('that no longer asks is forgotten after a while', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 2)
      const [rich, poor] = [hosts.lane(LINK), hosts.lane(OTHER)]
      for (const _ of [1, 2]) rich.enterAnyway()
      expect(poor.tryEnter()).toBeNull()
      expect(rich.isAskedToYield()).toBe(true)
      yield* sleep(1_000)
      expect(rich.isAskedToYield()).toBe(false)
    }))

  it('that is closed leaves all its slots', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const lane = hosts.lane(LINK)
      yield* lane.enter(SILENT)
      const waiting = createTask(hosts.lane(OTHER).enter(SILENT))
      yield* sleep(1)
      lane.close()
      yield* waiting
    }))
})

describe('an answer from another host', () => {
  it('counts at both', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const lane = hosts.lane(LINK)
      const slot = yield* lane.enter(SILENT)
      slot.answeredBy(AT_B)
      expect([hosts.host(A).slots.size, hosts.host(B).slots.size]).toEqual([1, 1])
      expect(hosts.lane(AT_B).tryEnter()).toBeNull()
      slot.leave()
      expect([hosts.host(A).slots.size, hosts.host(B).slots.size]).toEqual([0, 0])
    }))

  it('lets the next one wait for both', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const lane = hosts.lane(LINK)
      const slot = yield* lane.enter(SILENT)
      slot.answeredBy(AT_B)
      slot.leave()
      const other = yield* hosts.lane(AT_B).enter(SILENT)
      expect(lane.tryEnter()).toBeNull()
      other.leave()
      expect(lane.tryEnter()?.hosts.size).toBe(2)
    }))

  it('and then from a third, or from the first again, counts there', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const lane = hosts.lane(LINK)
      const slot = yield* lane.enter(SILENT)
      for (const [url, expected] of [
        [AT_B, [A, B]],
        ['https://c.example/x', [A, 'c.example']],
        [LINK, [A]],
      ] as const) {
        slot.answeredBy(url)
        expect([...slot.hosts].map(({ name }) => name)).toEqual(expected)
      }
      expect(hosts.host(B).slots.size).toBe(0)
    }))
})

describe('a refusal', () => {
  it('beside others that work is remembered', () =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const hosts = hostLimits(() => 16, records)
      const lane = hosts.lane(LINK)
      const slots = [1, 2, 3].map(() => lane.enterAnyway())
      slots[0]?.works()
      slots[1]?.works()
      slots[2]?.refused(busy(0))
      slots[2]?.leave()
      expect(records.get(A)).toEqual({ host: A, mostConnections: 2, seenAtMs: 0 })
      expect(lane.tryEnter()).toBeNull()
      yield* sleep(60_000)
      const probe = lane.tryEnter()
      expect(lane.tryEnter()).toBeNull()
      probe?.works()
      expect(records.get(A)).toMatchObject({ mostConnections: 3 })
      expect(lane.tryEnter()).not.toBeNull()
    }))

  it('of the only connection says nothing of their number', () =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const slot = yield* hostLimits(() => 16, records)
        .lane(LINK)
        .enter(SILENT)
      slot.refused(busy(0))
      slot.refused(new DownloadError('connection-refused', { host: A }))
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
      hosts.lane(LINK).enterAnyway().works()
      hosts
        .lane(OTHER)
        .enterAnyway()
        .refused(new DownloadError(code, { host: A, status }))
      expect(records.size).toBe(0)
    }),
  )

  it('by the host that answers is remembered for that one', () =>
    virtually(function* () {
      const records = new Map<string, HostRecord>()
      const lane = hostLimits(() => 16, records).lane(LINK)
      const slot = lane.enterAnyway()
      slot.answeredBy(AT_B)
      slot.works()
      lane.enterAnyway().refused(busy(0, B))
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
      const lane = hosts.lane(LINK)
      lane.enterAnyway().works()
      const refused = lane.enterAnyway()
      refused.refused(busy(0))
      refused.leave()
      expect(lane.tryEnter()).toBeNull()
    }))
})

describe('a host that asks to be left in peace', () => {
  it('is, by all downloads, and they are told why and how long', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const lane = hosts.lane(LINK)
      const slot = yield* lane.enter(SILENT)
      slot.refused(busy(30_000))
      slot.leave()
      yield* sleep(10_000)
      expect(lane.tryEnter()).toBeNull()
      const told: unknown[] = []
      yield* hosts.lane(OTHER).enter((wait) => {
        told.push(wait && [wait.error.code, wait.error.facts.retryAfterMs, wait.delayMs])
      })
      expect(runningLoop().now()).toBe(30_000)
      expect(told).toEqual([['server-busy', 20_000, 20_000], null])
    }))

  it('is left in peace also by those who waited for a slot before, and then not forgotten', () =>
    virtually(function* () {
      const hosts = hostLimits(() => 1)
      const slot = yield* hosts.lane(LINK).enter(SILENT)
      const waiting = createTask(hosts.lane(OTHER).enter(SILENT))
      yield* sleep(1_000)
      slot.refused(busy(30_000))
      slot.leave()
      yield* waiting
      expect(runningLoop().now()).toBe(31_000)
    }))

  it('for very long ends those that have nothing else', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const slot = yield* hosts.lane(LINK).enter(SILENT)
      slot.refused(busy(3_600_000))
      slot.leave()
      yield* sleep(1_000)
      expect(yield* thrownBy(hosts.lane(OTHER).enter(SILENT))).toMatchObject({
        code: 'server-busy',
        facts: { retryAfterMs: 3_599_000 },
      })
      hosts.forgive(OTHER)
      yield* hosts.lane(OTHER).enter(SILENT)
    }))

  it('for very long with one connection more is still asked for others', () =>
    virtually(function* () {
      const lane = hostLimits().lane(LINK)
      const working = lane.enterAnyway()
      working.works()
      const refused = lane.enterAnyway()
      refused.refused(busy(3_600_000))
      refused.leave()
      expect(lane.tryEnter()).toBeNull()
      working.leave()
      expect(lane.tryEnter()).not.toBeNull()
    }))

  it('does not forget a longer wish for a shorter one', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const [first, second] = [hosts.lane(LINK).enterAnyway(), hosts.lane(OTHER).enterAnyway()]
      first.refused(busy(30_000))
      second.refused(busy(1_000))
      first.leave()
      second.leave()
      yield* hosts.lane(LINK).enter(SILENT)
      expect(runningLoop().now()).toBe(30_000)
    }))
})

describe('the first request of a download', () => {
  it('keeps its slot with its answer, where that came from', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const { answer, slot } = yield* hosts.lane(LINK).begin(SILENT, function* () {
        return { url: AT_B }
      })
      expect(answer.url).toBe(AT_B)
      expect([...slot.hosts].map(({ name }) => name)).toEqual([A, B])
    }))

  it('that fails leaves its slot, and the host is judged by it', () =>
    virtually(function* () {
      const hosts = hostLimits()
      const lane = hosts.lane(LINK)
      const failing = lane.begin(SILENT, function* () {
        throw busy(5_000)
      })
      expect(yield* thrownBy(failing)).toMatchObject({ code: 'server-busy' })
      expect(hosts.host(A).slots.size).toBe(0)
      yield* lane.enter(SILENT)
      expect(runningLoop().now()).toBe(5_000)
    }))
})
