import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SegmentRecord } from '../../src/main/engine/records'
import { type Segment, SegmentMap } from '../../src/main/engine/segments/segment-map'

const MIB = 1024 * 1024
const KIB = 1024

function taken(map: SegmentMap): Segment {
  const segment = map.take()
  if (segment === null) throw new Error('there was nothing to take')
  return segment
}

/** Writes as a connection does: first claims, then has. */
function fetch(segment: Segment, bytes: number): void {
  segment.claimed = segment.position + bytes
  segment.position = segment.claimed
}

/** No connection needs any time to open. */
const AT_ONCE = { opensInMs: () => 0, openingMs: 0 }

describe('SegmentMap', () => {
  it('begins with one segment for all', () => {
    const map = new SegmentMap(SegmentMap.whole(10 * MIB))
    expect(map.records()).toEqual([{ start: 0, position: 0, end: 10 * MIB }])
    expect(taken(map)).toMatchObject({ start: 0, position: 0, end: 10 * MIB, taken: true })
  })

  it('gives a further connection the second half of the longest remainder', () => {
    const map = new SegmentMap(SegmentMap.whole(10 * MIB))
    const first = taken(map)
    fetch(first, 2 * MIB)
    const second = taken(map)
    expect([first.end, second.start, second.end]).toEqual([6 * MIB, 6 * MIB, 10 * MIB])
    fetch(first, 3 * MIB)
    expect(taken(map)).toMatchObject({ start: 8 * MIB, end: 10 * MIB })
    expect(second.end).toBe(8 * MIB)
  })

  it.each([
    [2 * MIB, true],
    [2 * MIB - 1, false],
    [1, false],
    [0, false],
  ])('of a remainder of %i bytes, splitting is worth it: %s', (bytes, expected) => {
    const map = new SegmentMap(SegmentMap.whole(5 * MIB + bytes))
    fetch(taken(map), 5 * MIB)
    expect(map.hasWork()).toBe(expected)
    expect(map.take() !== null).toBe(expected)
  })

  it('counts what is being written as done when it splits', () => {
    const map = new SegmentMap(SegmentMap.whole(10 * MIB))
    const first = taken(map)
    first.claimed = 8 * MIB
    expect(taken(map).start).toBe(9 * MIB)
    expect(map.doneBytes()).toBe(0)
  })

  it('prefers what waits to splitting', () => {
    const map = new SegmentMap(SegmentMap.whole(10 * MIB))
    taken(map)
    const second = taken(map)
    fetch(second, MIB)
    map.release(second)
    expect(taken(map)).toBe(second)
  })

  it('forgets a claim that was not kept', () => {
    const map = new SegmentMap(SegmentMap.whole(10 * MIB))
    const first = taken(map)
    fetch(first, MIB)
    first.claimed += MIB
    map.release(first)
    expect(taken(map)).toMatchObject({ position: MIB, claimed: MIB })
  })

  it('does not split a file of unknown length, and ends it where the body ends', () => {
    const map = new SegmentMap(SegmentMap.whole(null))
    const only = taken(map)
    fetch(only, 5 * MIB)
    expect(map.hasWork()).toBe(false)
    expect(map.take()).toBeNull()
    expect(map.isComplete()).toBe(false)
    map.closeAt(only)
    expect(map.isComplete()).toBe(true)
    expect(map.records()).toEqual([{ start: 0, position: 5 * MIB, end: 5 * MIB }])
  })

  it('has nothing to do for an empty file', () => {
    const map = new SegmentMap(SegmentMap.whole(0))
    expect(map.isComplete()).toBe(true)
    expect(map.take()).toBeNull()
  })

  it('gives a refused split back to the connection that will bring it anyway', () => {
    const map = new SegmentMap(SegmentMap.whole(24 * MIB))
    const first = taken(map)
    const [second, third, fourth] = [taken(map), taken(map), taken(map)]
    for (const refused of [second, fourth, third]) map.release(refused)
    expect(map.records()).toEqual([{ start: 0, position: 0, end: 24 * MIB }])
    fetch(first, 24 * MIB)
    expect(map.isComplete()).toBe(true)
  })

  it('keeps a refused split that no connection is on its way to', () => {
    const map = new SegmentMap(SegmentMap.whole(24 * MIB))
    const first = taken(map)
    const second = taken(map)
    first.claimed = first.end
    map.release(second)
    expect(first.end).toBe(12 * MIB)
    expect(map.take()).toBe(second)
  })

  it('lets a connection go on into what nobody has a response for yet', () => {
    const map = new SegmentMap(SegmentMap.whole(24 * MIB))
    const first = taken(map)
    const second = taken(map)
    fetch(first, 12 * MIB)
    expect(map.extend(first)).toBe(true)
    expect([first.end, second.start, second.position]).toEqual([13 * MIB, 13 * MIB, 13 * MIB])
    fetch(first, MIB)
    second.answered = true
    expect(map.extend(first)).toBe(false)
    expect(map.records()).toEqual([{ start: 0, position: 13 * MIB, end: 24 * MIB }])
  })

  it('lets a connection go on up to the end of its response, and of the file', () => {
    const map = new SegmentMap([
      { start: 0, position: 0, end: 2 * MIB },
      { start: 2 * MIB, position: 2 * MIB, end: 4 * MIB },
    ])
    const first = taken(map)
    const second = taken(map)
    fetch(first, 2 * MIB)
    fetch(second, 2 * MIB - 1)
    expect(map.extend(first)).toBe(false)
    expect(map.extend(second)).toBe(false)
  })

  it('has nothing left of a segment that its neighbour has gone through', () => {
    const map = new SegmentMap(SegmentMap.whole(3 * MIB))
    const first = taken(map)
    const second = taken(map)
    fetch(first, 1.5 * MIB)
    while (map.extend(first)) fetch(first, first.end - first.position)
    expect(map.isComplete()).toBe(true)
    map.release(second)
    expect(map.records()).toEqual([{ start: 0, position: 3 * MIB, end: 3 * MIB }])
  })

  it('splits so that both ends take the same time', () => {
    const map = new SegmentMap(SegmentMap.whole(12 * MIB))
    const slow = taken(map)
    const speeds = { ...AT_ONCE, of: () => 1 * MIB, typical: 2 * MIB }
    expect(map.take(speeds)).toMatchObject({ start: 4 * MIB, end: 12 * MIB })
    expect(slow.end).toBe(4 * MIB)
  })

  it('leaves more to the connection that is there, for the other has to be opened', () => {
    const map = new SegmentMap(SegmentMap.whole(12 * MIB))
    const there = taken(map)
    const speeds = { ...AT_ONCE, of: () => MIB, typical: MIB, openingMs: 1_000 }
    expect(map.take(speeds)?.start).toBe(6.5 * MIB)
    expect(there.end).toBe(6.5 * MIB)
  })

  it('splits what takes longest, not what is longest', () => {
    const map = new SegmentMap(SegmentMap.whole(16 * MIB))
    const fast = taken(map)
    const slow = taken(map)
    fetch(slow, 3 * MIB)
    const speeds = {
      ...AT_ONCE,
      of: (segment: Segment) => (segment === fast ? 10 * MIB : MIB),
      typical: 10 * MIB,
    }
    expect(map.take(speeds)?.end).toBe(16 * MIB)
    expect(slow.end).toBeLessThan(16 * MIB)
  })

  it.each([
    [128 * KIB, 64 * KIB],
    [128 * KIB - 1, null],
  ])('splits a tail of %i bytes, when asked to, at %s', (bytes, expected) => {
    const map = new SegmentMap(SegmentMap.whole(bytes))
    const slow = taken(map)
    expect(map.hasWork()).toBe(false)
    const right = map.split(slow, { ...AT_ONCE, of: () => null, typical: null })
    expect(right?.start ?? null).toBe(expected)
    expect(slow.end).toBe(expected ?? bytes)
  })

  it('ends a slow segment where a faster connection takes over', () => {
    const map = new SegmentMap(SegmentMap.whole(100))
    const slow = taken(map)
    fetch(slow, 30)
    slow.claimed = 40
    const won = map.takeRemainder(slow, 100)
    expect(won).toMatchObject({ start: 40, position: 40, end: 100, reach: 100, taken: true })
    expect(slow).toMatchObject({ position: 30, end: 40, taken: true })
    slow.position = 40
    map.release(slow)
    expect(map.take()).toBeNull()
    if (won !== null) fetch(won, 60)
    expect(map.records()).toEqual([{ start: 0, position: 100, end: 100 }])
  })

  it('lets nobody take over what is done, gone, or beyond the response', () => {
    const map = new SegmentMap(SegmentMap.whole(24 * MIB))
    const first = taken(map)
    const second = taken(map)
    expect(map.takeRemainder(second, 20 * MIB)).toBeNull()
    map.release(second)
    expect(map.takeRemainder(second, 24 * MIB)).toBeNull()
    fetch(first, 24 * MIB)
    expect(map.takeRemainder(first, 24 * MIB)).toBeNull()
  })

  it('joins finished neighbours in its records', () => {
    const map = new SegmentMap([
      { start: 6, position: 7, end: 10 },
      { start: 0, position: 2, end: 2 },
      { start: 2, position: 6, end: 6 },
      { start: 10, position: 12, end: 12 },
    ])
    expect(map.records()).toEqual([
      { start: 0, position: 7, end: 10 },
      { start: 10, position: 12, end: 12 },
    ])
  })
})

/** What connections may do to a map; `who` picks one of those that work. */
type Step =
  | { readonly do: 'take' }
  | {
      readonly do: 'claim' | 'write' | 'release' | 'split' | 'overtake' | 'response' | 'go on'
      readonly who: number
      readonly part: number
    }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'take' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('claim', 'write', 'release', 'split', 'overtake', 'response', 'go on'),
      who: fc.nat(7),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
)

const expectTiling = (records: readonly SegmentRecord[], lengthBytes: number): void => {
  let at = 0
  for (const { start, position, end } of records) {
    expect(start).toBe(at)
    expect(position).toBeGreaterThanOrEqual(start)
    expect(end).toBeGreaterThanOrEqual(position)
    at = end
  }
  expect(at).toBe(lengthBytes)
}

describe('whatever connections do', () => {
  const play = (lengthBytes: number, steps: readonly Step[]): void => {
    const map = new SegmentMap(SegmentMap.whole(lengthBytes))
    const working: Segment[] = []
    let written = 0
    for (const one of steps) {
      const before = working.map((segment) => ({ segment, ...segment }))
      if (one.do === 'take') {
        const hadWork = map.hasWork()
        const segment = map.take()
        expect(segment !== null).toBe(hadWork)
        if (segment !== null) working.push(segment)
      } else {
        const segment = working[one.who % working.length]
        if (segment === undefined) continue
        const { position, claimed, end } = segment
        if (one.do === 'claim' && claimed === position) {
          segment.claimed = position + Math.floor((end - position) * one.part)
        } else if (one.do === 'write') {
          written += claimed - position
          segment.position = claimed
        } else if (one.do === 'split') {
          const speeds = { ...AT_ONCE, of: () => one.part, typical: 0.5 }
          const right = map.split(segment, speeds)
          if (right !== null) working.push(right)
        } else if (one.do === 'overtake') {
          const right = map.takeRemainder(segment, segment.end)
          if (right !== null) working.push(right)
        } else if (one.do === 'response') {
          segment.answered = true
        } else if (one.do === 'go on') {
          const right = working.find((other) => other !== segment && other.start === end)
          const wasFree = right === undefined || (!right.answered && right.claimed === right.start)
          if (position === end && map.extend(segment)) expect(wasFree).toBe(true)
        } else if (one.do === 'release') {
          map.release(segment)
          working.splice(working.indexOf(segment), 1)
        }
      }
      for (const { segment, claimed, end } of before) {
        if (!working.includes(segment)) continue
        expect(segment.end).toBeGreaterThanOrEqual(claimed)
        expect(segment.end).toBeLessThanOrEqual(segment.reach)
        if (claimed === end && one.do !== 'go on') expect(segment.end).toBe(end)
      }
      expectTiling(map.records(), lengthBytes)
      expect(map.doneBytes()).toBe(written)
      expect(new SegmentMap(map.records()).doneBytes()).toBe(written)
      expect(map.isComplete()).toBe(written === lengthBytes)
    }
  }

  it('segments tile the file, claimed bytes stay, and records restore what is done', () => {
    fc.assert(
      fc.property(fc.nat(40 * MIB), fc.array(step, { maxLength: 60 }), (lengthBytes, steps) =>
        play(lengthBytes, steps),
      ),
    )
  })
})
