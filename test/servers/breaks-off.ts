import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { answerWithFile, type FileOptions } from './good-server'
import type { BodyOptions } from './send-body'

interface BreakOptions extends FileOptions {
  /** Bytes of an answer that still arrive. */
  readonly afterBytes: number
  /** How many answers break, the first ones; after them the server is good. */
  readonly times?: number
}

/** Closes the connection in good order before the announced length is sent. */
export function shortBody(file: FileBody, options: BreakOptions): Handler {
  return breaksOff(file, options, 'close')
}

/** Resets the connection (RST) in the middle of an answer. */
export function resetsMidway(file: FileBody, options: BreakOptions): Handler {
  return breaksOff(file, options, 'reset')
}

function breaksOff(
  file: FileBody,
  { afterBytes, times = 1, ...options }: BreakOptions,
  how: NonNullable<BodyOptions['cut']>['how'],
): Handler {
  let left = times
  return (exchange) => {
    if (left === 0) return answerWithFile(exchange, file, options)
    left -= 1
    return answerWithFile(exchange, file, { ...options, cut: { afterBytes, how } })
  }
}
