import type { DownloadState, WaitReason } from '../../../shared/download'
import type { ErrorInfo } from '../../../shared/errors'
import { DownloadError } from '../download-error'
import type { DownloadRecord } from '../records'

/** A download that waits: for what, since which error, and when it tries next (ms since 1970). */
export interface WaitingPhase {
  readonly name: 'waiting'
  readonly reason: WaitReason
  /** null where nothing went wrong. */
  readonly error: ErrorInfo | null
  /** null where an event ends the wait, not the clock. */
  readonly nextAttemptAtMs: number | null
  /** Every byte is there: the wait leads to `finalizing`. */
  readonly isFinalizing: boolean
}

/** A paused download keeps the start time that it waited for, in ms since 1970; mostly null. */
export interface PausedPhase {
  readonly name: 'paused'
  readonly startAtMs: number | null
}

/** Where a download is in its life. Only `nextPhase` leads from one phase to another. */
export type Phase =
  | { readonly name: PlainPhaseName }
  | WaitingPhase
  | PausedPhase
  | { readonly name: 'needs-link' | 'failed'; readonly error: ErrorInfo }

type PlainPhaseName =
  /** Waits for its turn. */
  | 'queued'
  /** Has its turn, and no byte from this attempt yet. */
  | 'connecting'
  | 'receiving'
  /** Has every byte; is verified and gets its final name. */
  | 'finalizing'
  /** A finished file is compared with its digests and checksums. */
  | 'verifying'
  /** A damaged file loses its final name, before its damaged blocks are fetched. */
  | 'repairing'
  /** A new link has to prove that it leads to the same file. */
  | 'proving-link'
  /** Its file is being moved to another folder or name. */
  | 'moving'
  | 'completed'

export type PhaseName = Phase['name']

/** What can happen to a download. */
export type PhaseEvent =
  | { readonly type: 'queue' | 'connect' | 'receive' | 'finalize' | 'complete' | 'pause' }
  | { readonly type: 'verify' | 'repair' | 'prove-link' | 'move' | 'lose-file' }
  | { readonly type: 'wait'; readonly wait: Omit<WaitingPhase, 'name'> }
  | { readonly type: 'fail' | 'ask-for-link'; readonly error: ErrorInfo }
  /** The end of `move`. */
  | { readonly type: 'return'; readonly to: Phase }

type EventName = PhaseEvent['type']

const RUNNING = ['connecting', 'receiving', 'finalizing'] as const
const CHECKING = ['verifying', 'repairing', 'proving-link', 'moving'] as const
const STOPPED = ['paused', 'needs-link', 'failed'] as const

/**
 * The phases in which an event is legal. A `completed` download leaves that phase by a verification,
 * a move, or because its file is gone; by nothing else.
 */
export const LEGAL: Readonly<Record<EventName, readonly PhaseName[]>> = {
  queue: ['queued', 'waiting', ...RUNNING, ...CHECKING, ...STOPPED],
  wait: ['queued', 'waiting', ...RUNNING, 'paused'],
  connect: ['queued', 'waiting', ...RUNNING],
  // From `finalizing`: another program wrote to the part, and its damaged blocks come again.
  receive: ['waiting', ...RUNNING],
  finalize: ['queued', 'waiting', ...RUNNING],
  complete: ['finalizing', 'verifying'],
  pause: ['queued', 'waiting', ...RUNNING, 'paused'],
  fail: ['queued', 'waiting', ...RUNNING, ...CHECKING, ...STOPPED],
  'ask-for-link': ['queued', 'waiting', ...RUNNING, ...CHECKING, ...STOPPED],
  verify: ['completed', 'failed', 'needs-link'],
  repair: ['failed'],
  'prove-link': [...STOPPED, ...RUNNING, 'waiting', 'proving-link'],
  move: ['queued', 'waiting', ...RUNNING, ...STOPPED, 'completed'],
  return: ['moving'],
  'lose-file': ['completed'],
}

/** The phase that follows. Throws DownloadError `bug` if the event is illegal in this phase. */
export function nextPhase(phase: Phase, event: PhaseEvent): Phase {
  if (!LEGAL[event.type].includes(phase.name)) {
    throw new DownloadError('bug', { detail: `illegal transition: ${phase.name}, ${event.type}` })
  }
  switch (event.type) {
    case 'queue':
    case 'lose-file':
      return PHASES.queued
    case 'wait':
      return { name: 'waiting', ...event.wait }
    case 'connect':
      // A wait for the disk does not make an unfinished file of a whole one.
      return phase.name === 'waiting' && phase.isFinalizing ? PHASES.finalizing : PHASES.connecting
    case 'receive':
      return PHASES.receiving
    case 'finalize':
      return PHASES.finalizing
    case 'complete':
      return PHASES.completed
    case 'pause':
      return pausedFrom(phase)
    case 'fail':
      return { name: 'failed', error: event.error }
    case 'ask-for-link':
      return { name: 'needs-link', error: event.error }
    case 'verify':
      return PHASES.verifying
    case 'repair':
      return PHASES.repairing
    case 'prove-link':
      return PHASES['proving-link']
    case 'move':
      return PHASES.moving
    case 'return':
      return event.to
  }
}

/** One object per phase: a queue may be a hundred thousand long. */
const PHASES = Object.fromEntries(
  (['queued', 'completed', ...RUNNING, ...CHECKING] as const).map((name) => [name, { name }]),
) as Readonly<Record<PlainPhaseName, { readonly name: PlainPhaseName }>>

const PAUSED: PausedPhase = { name: 'paused', startAtMs: null }

function pausedFrom(phase: Phase): PausedPhase {
  if (phase.name === 'paused') return phase
  return paused(columnsOf(phase).startAtMs)
}

function paused(startAtMs: number | null): PausedPhase {
  return startAtMs === null ? PAUSED : { name: 'paused', startAtMs }
}

/** The state that a phase belongs to: the word that lists, filters and the database use. */
export function stateOf(phase: Phase): DownloadState {
  switch (phase.name) {
    case 'waiting':
      if (isBeforeItsTurn(phase.reason)) return 'queued'
      return phase.isFinalizing ? 'verifying' : 'downloading'
    case 'connecting':
    case 'receiving':
      return 'downloading'
    case 'finalizing':
    case 'verifying':
    case 'repairing':
    case 'proving-link':
    case 'moving':
      return 'verifying'
    case 'queued':
    case 'paused':
    case 'needs-link':
    case 'failed':
    case 'completed':
      return phase.name
  }
}

/** Whether a download that waits for this has no place among those that run. */
function isBeforeItsTurn(reason: WaitReason): boolean {
  return reason === 'start-time' || reason === 'schedule'
}

/** How a phase stands on record. */
export type PhaseColumns = Pick<DownloadRecord, 'state' | 'error' | 'startAtMs'>

export function columnsOf(phase: Phase): PhaseColumns {
  return {
    state: stateOf(phase),
    error: phase.name === 'failed' || phase.name === 'needs-link' ? phase.error : null,
    startAtMs: startAtMsOf(phase),
  }
}

function startAtMsOf(phase: Phase): number | null {
  if (phase.name === 'paused') return phase.startAtMs
  return phase.name === 'waiting' && phase.reason === 'start-time' ? phase.nextAttemptAtMs : null
}

/**
 * The phase that a record tells of. A process that ended left no more than the state: a download
 * that ran is taken for one that has just begun to.
 */
export function recordedPhase({ state, error, startAtMs }: PhaseColumns): Phase {
  switch (state) {
    case 'queued':
      return startAtMs === null ? PHASES.queued : waitForStart(startAtMs)
    case 'downloading':
      return PHASES.connecting
    case 'verifying':
      return PHASES.verifying
    case 'paused':
      return paused(startAtMs)
    case 'completed':
      return PHASES.completed
    case 'needs-link':
    case 'failed':
      return { name: state, error: error ?? { code: 'bug', facts: {} } }
  }
}

function waitForStart(nextAttemptAtMs: number): WaitingPhase {
  return {
    name: 'waiting',
    reason: 'start-time',
    error: null,
    nextAttemptAtMs,
    isFinalizing: false,
  }
}

/** Whether the download runs, or is to run as soon as it may. */
export function isToRun({ name }: Phase): boolean {
  switch (name) {
    case 'queued':
    case 'waiting':
    case 'connecting':
    case 'receiving':
    case 'finalizing':
    case 'verifying':
    case 'repairing':
    case 'proving-link':
    case 'moving':
      return true
    case 'paused':
    case 'needs-link':
    case 'failed':
    case 'completed':
      return false
  }
}

/** What a download waits for after this error. */
export function waitReasonOf({ family, code }: DownloadError): WaitReason {
  if (family === 'waiting') return 'disk'
  return code === 'server-busy' ? 'host' : 'network'
}
