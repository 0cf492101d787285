import { describe, expect, it } from 'vitest'
import {
  columnsOf,
  isToRun,
  LEGAL,
  nextPhase,
  type Phase,
  type PhaseEvent,
  type PhaseName,
  recordedPhase,
  stateOf,
} from '../../src/main/engine/life/phase'
import { DOWNLOAD_STATES } from '../../src/shared/download'

const error = { code: 'connection-lost', facts: {} } as const
const startTime = {
  reason: 'start-time',
  error: null,
  nextAttemptAtMs: 5,
  isFinalizing: false,
} as const
const network = { reason: 'network', error, nextAttemptAtMs: 7, isFinalizing: false } as const

const PHASES: Readonly<Record<PhaseName, Phase>> = {
  queued: { name: 'queued' },
  waiting: { name: 'waiting', ...network },
  connecting: { name: 'connecting' },
  receiving: { name: 'receiving' },
  finalizing: { name: 'finalizing' },
  verifying: { name: 'verifying' },
  repairing: { name: 'repairing' },
  'proving-link': { name: 'proving-link' },
  moving: { name: 'moving' },
  paused: { name: 'paused', startAtMs: null },
  'needs-link': { name: 'needs-link', error },
  failed: { name: 'failed', error },
  completed: { name: 'completed' },
}

const EVENTS: Readonly<Record<PhaseEvent['type'], PhaseEvent>> = {
  queue: { type: 'queue' },
  wait: { type: 'wait', wait: network },
  connect: { type: 'connect' },
  receive: { type: 'receive' },
  finalize: { type: 'finalize' },
  complete: { type: 'complete' },
  pause: { type: 'pause' },
  fail: { type: 'fail', error },
  'ask-for-link': { type: 'ask-for-link', error },
  verify: { type: 'verify' },
  repair: { type: 'repair' },
  'prove-link': { type: 'prove-link' },
  move: { type: 'move' },
  return: { type: 'return', to: PHASES.failed },
  'lose-file': { type: 'lose-file' },
}

/** The phase after each event that is legal in a phase; every other event is a bug. */
const TABLE: Readonly<Record<PhaseName, Partial<Record<PhaseEvent['type'], PhaseName>>>> = (() => {
  const stop = { fail: 'failed', 'ask-for-link': 'needs-link' } as const
  const turn = { wait: 'waiting', connect: 'connecting', finalize: 'finalizing' } as const
  const user = { pause: 'paused', move: 'moving' } as const
  const link = { 'prove-link': 'proving-link' } as const
  const queue = { queue: 'queued' } as const
  const receive = { receive: 'receiving' } as const
  return {
    queued: { ...queue, ...turn, ...user, ...stop },
    waiting: { ...queue, ...turn, ...receive, ...user, ...stop, ...link },
    connecting: { ...queue, ...turn, ...receive, ...user, ...stop, ...link },
    receiving: { ...queue, ...turn, ...receive, ...user, ...stop, ...link },
    finalizing: { ...queue, ...turn, ...receive, ...user, ...stop, ...link, complete: 'completed' },
    verifying: { ...queue, ...stop, complete: 'completed' },
    repairing: { ...queue, ...stop },
    'proving-link': { ...queue, ...stop, ...link },
    moving: { ...queue, ...stop, return: 'failed' },
    paused: { ...queue, ...stop, ...user, ...link, wait: 'waiting' },
    'needs-link': { ...queue, ...stop, ...link, move: 'moving', verify: 'verifying' },
    failed: {
      ...queue,
      ...stop,
      ...link,
      move: 'moving',
      verify: 'verifying',
      repair: 'repairing',
    },
    completed: { verify: 'verifying', move: 'moving', 'lose-file': 'queued' },
  }
})()

describe('a phase', () => {
  const cases = Object.values(PHASES).flatMap((phase) =>
    Object.values(EVENTS).map((event) => ({
      phase,
      event,
      next: TABLE[phase.name][event.type] ?? 'bug',
    })),
  )

  it.each(cases)('$phase.name, $event.type: $next', ({ phase, event, next }) => {
    const step = (): Phase => nextPhase(phase, event)
    if (next === 'bug') {
      expect(step).toThrow(expect.objectContaining({ code: 'bug' }))
      expect(step).toThrow(
        expect.objectContaining({
          facts: { detail: `illegal transition: ${phase.name}, ${event.type}` },
        }),
      )
    } else {
      expect(step().name).toBe(next)
    }
  })

  it('has an event that leads to it and one that leads out of it', () => {
    const reached = new Set(Object.values(TABLE).flatMap((events) => Object.values(events)))
    const named = Object.keys(PHASES)
    expect(named.filter((name) => !reached.has(name as PhaseName))).toEqual([])
    expect(named.filter((name) => Object.keys(TABLE[name as PhaseName]).length === 0)).toEqual([])
    expect(Object.keys(LEGAL).sort()).toEqual(Object.keys(EVENTS).sort())
  })

  it('comes back from its record as a phase of the same state', () => {
    for (const phase of Object.values(PHASES)) {
      expect(stateOf(recordedPhase(columnsOf(phase)))).toBe(stateOf(phase))
      expect(DOWNLOAD_STATES).toContain(stateOf(phase))
    }
  })

  it('keeps a start time through a pause and the record', () => {
    const delayed = nextPhase(PHASES.queued, { type: 'wait', wait: startTime })
    expect(stateOf(delayed)).toBe('queued')
    const paused = nextPhase(delayed, EVENTS.pause)
    expect(columnsOf(paused)).toEqual({ state: 'paused', error: null, startAtMs: 5 })
    expect(recordedPhase(columnsOf(paused))).toEqual(paused)
    expect(recordedPhase(columnsOf(delayed))).toEqual(delayed)
  })

  it('goes back to finalizing after a wait that interrupted it', () => {
    const wait = { ...network, isFinalizing: true }
    const waiting = nextPhase(PHASES.finalizing, { type: 'wait', wait })
    expect(stateOf(waiting)).toBe('verifying')
    expect(nextPhase(waiting, EVENTS.connect).name).toBe('finalizing')
  })

  it('that ended without a recorded error counts as a bug', () => {
    const failed = recordedPhase({ state: 'failed', error: null, startAtMs: null })
    expect(failed).toEqual({ name: 'failed', error: { code: 'bug', facts: {} } })
  })

  it('runs or is to run, unless it was stopped or completed', () => {
    const stopped = Object.values(PHASES).filter((phase) => !isToRun(phase))
    expect(stopped.map(({ name }) => name)).toEqual(['paused', 'needs-link', 'failed', 'completed'])
  })
})
