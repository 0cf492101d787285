import { describe, expect, it } from 'vitest'
import {
  ConnectionSet,
  type ConnectionState,
} from '../../src/main/engine/connections/connection-set'
import { ThroughputMeter } from '../../src/main/engine/connections/throughput-meter'
import { SegmentMap } from '../../src/main/engine/segments/segment-map'
import { type Coroutine, runningLoop, sleep } from '../../src/main/kernel'
import { virtually } from '../kernel/virtually'

const MIB = 1024 * 1024

/** A connection that has sent its request and received bytes at this speed for five seconds. */
function* receiving(set: ConnectionSet, speeds: readonly number[]): Coroutine<ConnectionState[]> {
  const map = new SegmentMap(SegmentMap.whole(1024 * MIB))
  const connections = speeds.map(() => ({
    segment: map.take(),
    hedgedSegment: null,
    throughput: new ThroughputMeter(runningLoop()),
    isReceiving: true,
    hasPermit: true,
    isEnding: false,
    end: () => undefined,
  }))
  for (const connection of connections) {
    set.add(connection)
    set.requestSent(connection)
  }
  for (let step = 0; step < 50; step += 1) {
    for (const { throughput } of connections) throughput.waiting()
    yield* sleep(100)
    for (const [index, { throughput }] of connections.entries()) {
      throughput.received((speeds[index] ?? 0) / 10)
    }
    set.measure()
  }
  return connections
}

describe('a set of connections', () => {
  it('takes the median for the typical speed', () =>
    virtually(function* () {
      const set = new ConnectionSet()
      yield* receiving(set, [MIB, MIB / 2, 4 * MIB])
      expect((set.typicalBytesPerSec ?? 0) / MIB).toBeCloseTo(1, 1)
    }))

  it('finds the straggler once its grace is over', () =>
    virtually(function* () {
      const set = new ConnectionSet()
      const connections = yield* receiving(set, [MIB, MIB / 100, MIB])
      const stragglers = set.facts().filter(({ isStraggler }) => isStraggler)
      expect(stragglers.map(({ connection }) => connection)).toEqual([connections[1]])
      set.discountPause()
      expect(set.facts().some(({ isStraggler }) => isStraggler)).toBe(false)
    }))

  it('grants later connections a longer grace', () =>
    virtually(function* () {
      const set = new ConnectionSet()
      for (let replaced = 0; replaced < 4; replaced += 1) set.extendGrace()
      yield* receiving(set, [MIB, MIB / 100, MIB])
      expect(set.facts().some(({ isStraggler }) => isStraggler)).toBe(false)
    }))

  it('learns how long a connection takes to open', () =>
    virtually(function* () {
      const set = new ConnectionSet()
      const [first, second] = yield* receiving(set, [MIB, MIB])
      if (first === undefined || second === undefined) throw new Error('there are two')
      expect(set.openingMs).toBe(500)
      set.requestSent(first)
      yield* sleep(200)
      set.firstBytes(first, false)
      expect(set.openingMs).toBe(200)
      set.firstBytes(second, true)
      expect(set.openingMs).toBe(200)
    }))
})
