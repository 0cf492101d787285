import { expect, it } from 'vitest'
import { decideTail } from '../../src/main/engine/connections/tail-decision'

const KIB = 1024
const [SLOW, TYPICAL] = [50 * KIB, 1024 * KIB]

it.each<[string, number, number | null, number | null, 'split' | 'hedge' | 'wait']>([
  ['is nearly done', 40 * KIB, SLOW, TYPICAL, 'wait'],
  ['takes long and is slow beside others', 1024 * KIB, SLOW, TYPICAL, 'hedge'],
  ['takes long and is as fast as others', 4096 * KIB, TYPICAL, TYPICAL, 'split'],
  ['takes long and is somewhat slower', 1024 * KIB, TYPICAL / 3, TYPICAL, 'split'],
  ['is silent', KIB, 0, TYPICAL, 'hedge'],
  ['is silent as all are', KIB, 0, 0, 'wait'],
  ['has nothing left to begin', 0, 0, TYPICAL, 'wait'],
  ['is too small to split, and another would be no faster', 100 * KIB, SLOW, SLOW, 'wait'],
  ['is too small to split, and another would be faster', 100 * KIB, SLOW / 10, SLOW, 'hedge'],
  ['has only begun', 4096 * KIB, null, TYPICAL, 'split'],
  ['has only begun and is small', 400 * KIB, null, TYPICAL, 'wait'],
  ['has no other to be compared with', 4096 * KIB, SLOW, null, 'wait'],
])('a remainder that %s: %i bytes at %s, typically %s: %s', (...row) => {
  const [, bytes, bytesPerSec, typicalBytesPerSec, expected] = row
  const costs = { opensInMs: 0, openingMs: 400, leastBytes: 64 * KIB }
  expect(decideTail({ bytes, bytesPerSec, typicalBytesPerSec, ...costs }).how).toBe(expected)
})

it.each([
  [50, 'split'],
  [400, 'split'],
  [470, 'wait'],
] as const)('is split if that is sooner, with a connection open in %i ms: %s', (openingMs, how) => {
  const remainder = { bytes: 500 * KIB, bytesPerSec: TYPICAL, typicalBytesPerSec: TYPICAL }
  const costs = { opensInMs: 0, openingMs, leastBytes: 64 * KIB }
  expect(decideTail({ ...remainder, ...costs }).how).toBe(how)
})

it('takes longer while its own connection is still being opened', () => {
  const remainder = { bytes: 400 * KIB, bytesPerSec: null, typicalBytesPerSec: TYPICAL }
  const costs = { openingMs: 400, leastBytes: 64 * KIB }
  expect(decideTail({ ...remainder, ...costs, opensInMs: 0 }).leftMs).toBeCloseTo(390.6, 1)
  expect(decideTail({ ...remainder, ...costs, opensInMs: 300 })).toMatchObject({ how: 'split' })
})
