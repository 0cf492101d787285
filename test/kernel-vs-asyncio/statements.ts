/** The sentences of the language, so that a scenario reads like code. */
import type { Awaitable, Kind, Primitive, Program, Statement } from './program'

type Body = readonly Statement[]

export function program(
  name: string,
  body: Body,
  options: Pick<Program, 'plainTimers' | 'leaveStuck'> = {},
): Program {
  return { name, body, ...options }
}

// What can be waited for.

export const task = (of: string): Awaitable => ({ on: 'task', of })
export const body = (name: string, ...statements: Body): Awaitable => ({
  on: 'body',
  name,
  body: statements,
})
export const sleeping = (ms: number): Awaitable => ({ on: 'sleep', ms })
export const gathering = (...all: Awaitable[]): Awaitable => ({
  on: 'gather',
  all,
  returnExceptions: false,
})
export const gatheringAll = (...all: Awaitable[]): Awaitable => ({
  on: 'gather',
  all,
  returnExceptions: true,
})
export const shielded = (inner: Awaitable): Awaitable => ({ on: 'shield', inner })
export const waiting = (
  all: readonly string[],
  returnWhen: 'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED' = 'ALL_COMPLETED',
  timeoutMs: number | null = null,
): Awaitable => ({ on: 'wait', all, returnWhen, timeoutMs })
export const within = (ms: number, inner: Awaitable): Awaitable => ({ on: 'waitFor', inner, ms })
export const acquiring = (of: string): Awaitable => ({ on: 'acquire', of })
export const event = (of: string): Awaitable => ({ on: 'event', of })
export const condition = (of: string): Awaitable => ({ on: 'condition', of })
export const conditionFor = (of: string, counter: string, atLeast: number): Awaitable => ({
  on: 'conditionFor',
  of,
  counter,
  atLeast,
})
export const getting = (of: string): Awaitable => ({ on: 'get', of })
export const putting = (of: string, value: number): Awaitable => ({ on: 'put', of, value })
export const joining = (of: string): Awaitable => ({ on: 'join', of })
export const barrier = (of: string): Awaitable => ({ on: 'barrier', of })

// Statements.

export const log = (text: string): Statement => ({ do: 'log', text })
export const wait = (what: Awaitable): Statement => ({ do: 'await', what })
export const sleep = (ms: number): Statement => wait(sleeping(ms))
export const join = (name: string): Statement => wait(task(name))
export const acquire = (of: string): Statement => wait(acquiring(of))
export const get = (of: string): Statement => wait(getting(of))
export const put = (of: string, value: number): Statement => wait(putting(of, value))
export const spawn = (name: string, ...statements: Body): Statement => ({
  do: 'spawn',
  name,
  into: null,
  body: statements,
})
export const spawnInto = (into: string, name: string, ...statements: Body): Statement => ({
  do: 'spawn',
  name,
  into,
  body: statements,
})
export const start = (name: string, what: Awaitable): Statement => ({ do: 'start', name, what })
/** Catches, logs what it caught, and goes on. */
export const attempt = (...statements: Body): Statement => catching(['any'], statements)
export const catching = (
  kinds: readonly Kind[],
  statements: Body,
  handler: Body = [],
  last: Body = [],
): Statement => ({ do: 'try', body: statements, kinds, catch: handler, finally: last })
export const finallyDo = (statements: Body, last: Body): Statement =>
  catching([], statements, [], last)
export const rethrow: Statement = { do: 'rethrow' }
export const raise = (message: string): Statement => ({ do: 'raise', message })
export const raiseCancelled: Statement = { do: 'raiseCancelled' }
export const returns = (value: number): Statement => ({ do: 'return', value })
export const cancel = (who: string, message: string | null = null): Statement => ({
  do: 'cancel',
  who,
  message,
})
export const uncancel = (who: string | null = null): Statement => ({ do: 'uncancel', who })
export const cancelling = (who: string | null = null): Statement => ({ do: 'cancelling', who })
export const state = (of: string): Statement => ({ do: 'state', of })
export const result = (of: string): Statement => ({ do: 'result', of })
export const exception = (of: string): Statement => ({ do: 'exception', of })
export const future = (name: string): Statement => ({ do: 'future', name })
export const setResult = (of: string, value: number): Statement => ({ do: 'setResult', of, value })
export const setException = (of: string, message: string): Statement => ({
  do: 'setException',
  of,
  message,
})
export const group = (name: string, ...statements: Body): Statement => ({
  do: 'group',
  name,
  body: statements,
})
export const timeout = (ms: number | null, name: string, ...statements: Body): Statement => ({
  do: 'timeout',
  ms,
  name,
  body: statements,
})
export const timeoutAt = (at: number | null, name: string, ...statements: Body): Statement => ({
  do: 'timeoutAt',
  at,
  name,
  body: statements,
})
export const reschedule = (of: string, ms: number): Statement => ({ do: 'reschedule', of, ms })
export const asCompleted = (
  all: readonly string[],
  options: { readonly timeoutMs?: number; readonly tolerant?: boolean } = {},
): Statement => ({
  do: 'asCompleted',
  all,
  timeoutMs: options.timeoutMs ?? null,
  tolerant: options.tolerant ?? false,
})
export const make = (kind: Primitive, name: string, size = 0): Statement => ({
  do: 'make',
  name,
  kind,
  size,
})
export const makeConditionOn = (lock: string, name: string): Statement => ({
  do: 'makeConditionOn',
  name,
  lock,
})
export const release = (of: string): Statement => ({ do: 'release', of })
export const set = (of: string): Statement => ({ do: 'set', of })
export const clear = (of: string): Statement => ({ do: 'clear', of })
export const notify = (of: string, n = 1): Statement => ({ do: 'notify', of, n })
export const notifyAll = (of: string): Statement => ({ do: 'notifyAll', of })
export const taskDone = (of: string): Statement => ({ do: 'taskDone', of })
export const putNowait = (of: string, value: number): Statement => ({ do: 'putNowait', of, value })
export const getNowait = (of: string): Statement => ({ do: 'getNowait', of })
export const using = (of: string, ...statements: Body): Statement => ({
  do: 'with',
  of,
  body: statements,
})
export const look = (kind: Primitive, of: string): Statement => ({ do: 'look', of, kind })
export const count = (counter: string, by = 1): Statement => ({ do: 'count', counter, by })
export const repeat = (times: number, ...statements: Body): Statement => ({
  do: 'repeat',
  times,
  body: statements,
})
export const callSoon = (...statements: Body): Statement => ({ do: 'callSoon', body: statements })
export const callLater = (ms: number, name: string, ...statements: Body): Statement => ({
  do: 'callLater',
  name,
  ms,
  body: statements,
})
export const callOff = (of: string): Statement => ({ do: 'callOff', of })
export const onDone = (of: string, name: string, ...statements: Body): Statement => ({
  do: 'onDone',
  of,
  name,
  body: statements,
})
export const offDone = (of: string, name: string): Statement => ({ do: 'offDone', of, name })
export const resetBarrier = (of: string): Statement => wait({ on: 'barrierReset', of })
export const abortBarrier = (of: string): Statement => wait({ on: 'barrierAbort', of })
