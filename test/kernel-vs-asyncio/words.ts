import {
  BrokenBarrierError,
  CancelledError,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  TimeoutError,
} from '../../src/main/kernel'
import type { Awaitable, Kind } from './program'

/** The error that a program raises itself. */
export class Boom extends Error {
  override readonly name = 'Boom'
}

/** An error in the words that both interpreters use. */
export function errorName(error: unknown): string {
  const kind = errorKind(error)
  switch (kind) {
    case 'Boom':
      return `Boom(${(error as Boom).message})`
    case 'CancelledError': {
      const { message } = error as CancelledError
      return message === '' ? kind : `${kind}(${message})`
    }
    case 'group':
      return `group[${(error as AggregateError).errors.map(errorName).join(', ')}]`
    case 'any':
      return `unexpected ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
    default:
      return kind
  }
}

/** What a `catch` calls the error; `any` if nothing else fits. */
export function errorKind(error: unknown): Kind {
  if (error instanceof Boom) return 'Boom'
  if (error instanceof CancelledError) return 'CancelledError'
  if (error instanceof TimeoutError) return 'TimeoutError'
  if (error instanceof InvalidStateError) return 'InvalidStateError'
  if (error instanceof QueueEmpty) return 'QueueEmpty'
  if (error instanceof QueueFull) return 'QueueFull'
  if (error instanceof BrokenBarrierError) return 'BrokenBarrierError'
  if (error instanceof AggregateError) return 'group'
  if (error instanceof RangeError && error.message.includes('call stack')) return 'any'
  const isMisuse =
    error instanceof Error && (error.constructor === Error || error instanceof RangeError)
  return isMisuse ? 'Error' : 'any'
}

/** A value in the words that both interpreters use. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === true) return 'nothing'
  if (value instanceof Error) return errorName(value)
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  return String(value)
}

/** How the log calls what is waited for. */
export function label(what: Awaitable): string {
  if ('of' in what) return `${what.on} ${what.of}`
  if ('name' in what) return `${what.on} ${what.name}`
  return what.on
}
