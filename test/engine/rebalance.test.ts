import { describe, expect, it } from 'vitest'
import {
  type ConnectionFacts,
  decideOpening,
  type PoolFacts,
  rebalance,
} from '../../src/main/engine/connections/rebalance'

const MIB = 1024 * 1024

function connection(name: string, facts: Partial<ConnectionFacts<string>> = {}) {
  return {
    connection: name,
    isEnding: false,
    hasPermit: true,
    isReceiving: true,
    bytesPerSec: MIB,
    isStraggler: false,
    isHedged: false,
    remainderBytes: 8 * MIB,
    opensInMs: 0,
    ...facts,
  }
}

function pool(
  connections: readonly ConnectionFacts<string>[],
  facts: Partial<PoolFacts<string>> = {},
): PoolFacts<string> {
  return {
    connections,
    limit: 8,
    rampTarget: 8,
    shouldYield: false,
    hasWork: false,
    typicalBytesPerSec: MIB,
    openingMs: 100,
    ...facts,
  }
}

const [a, b] = [connection('a'), connection('b')]
const slow = connection('slow', { bytesPerSec: 1024 })
const straggler = connection('straggler', { bytesPerSec: 1024, isStraggler: true })
const waiting = connection('waiting', { hasPermit: false, isReceiving: false, bytesPerSec: null })
const ending = connection('ending', { isEnding: true })
const done = { remainderBytes: 0 }

describe('the next step of a pool', () => {
  it.each<[string, PoolFacts<string>, ReturnType<typeof rebalance<string>>]>([
    [
      'stops the least useful surplus',
      pool([a, slow, waiting], { limit: 1 }),
      { action: 'stop', connections: ['waiting', 'slow'] },
    ],
    ['counts ending connections as stopped', pool([a, ending], { limit: 1 }), { action: 'wait' }],
    [
      'yields the slowest connection',
      pool([a, slow, b], { shouldYield: true }),
      { action: 'stop', connections: ['slow'] },
    ],
    [
      'yields only a connection with a permit',
      pool([a, waiting], { shouldYield: true }),
      { action: 'stop', connections: ['a'] },
    ],
    [
      'keeps the only connection',
      pool([connection('a', done)], { shouldYield: true }),
      { action: 'wait' },
    ],
    [
      'yields one connection at a time',
      pool([connection('a', done), connection('b', done), { ...ending, ...done }], {
        shouldYield: true,
      }),
      { action: 'wait' },
    ],
    ['replaces a straggler', pool([a, straggler]), { action: 'replace', connection: 'straggler' }],
    [
      'keeps a straggler that is hedged',
      pool([a, { ...straggler, isHedged: true }], { rampTarget: 2 }),
      { action: 'wait' },
    ],
    [
      'keeps a straggler while no other receives',
      pool([straggler, waiting], { rampTarget: 2 }),
      { action: 'wait' },
    ],
    ['opens a connection while there is work', pool([a], { hasWork: true }), { action: 'open' }],
    ['respects the ramp', pool([a], { hasWork: true, rampTarget: 1 }), { action: 'wait' }],
    ['respects the limit', pool([a, b], { hasWork: true, limit: 2 }), { action: 'wait' }],
    [
      'opens nothing before the first bytes',
      pool([waiting], { hasWork: true }),
      { action: 'wait' },
    ],
    [
      'splits the remainder that takes longest',
      pool([a, connection('b', { remainderBytes: 16 * MIB })]),
      { action: 'split', connection: 'b' },
    ],
    [
      'hedges a remainder that is far slower',
      pool([slow]),
      { action: 'hedge', connection: 'slow' },
    ],
    ['hedges a remainder once', pool([{ ...slow, isHedged: true }]), { action: 'wait' }],
    [
      'leaves a file of unknown length alone',
      pool([connection('a', { remainderBytes: null })]),
      { action: 'wait' },
    ],
    [
      'opens nothing while no speed is known',
      pool([a], { typicalBytesPerSec: null }),
      { action: 'wait' },
    ],
  ])('%s', (_, facts, expected) => {
    expect(rebalance(facts)).toEqual(expected)
  })
})

describe('the decision to open', () => {
  it('ends no connection', () => {
    const facts = pool([a, straggler], { shouldYield: true, limit: 1, hasWork: true })
    expect(decideOpening(facts)).toEqual({ action: 'wait' })
  })
})
