import type { Handler } from './exchange'
import type { FileBody } from './file-body'
import { answerWithFile, type FileOptions } from './good-server'
import type { BodyOptions } from './send-body'

interface BreakOptions extends FileOptions {
  /** Bytes of a response before the break. */
  readonly afterBytes: number
  /** How many of the first responses break; later ones are good. */
  readonly times?: number
}

/** Closes the connection before it has sent the announced length. */
export function shortBody(file: FileBody, options: BreakOptions): Handler {
  return breaksOff(file, options, 'close')
}

/** Resets the connection (RST) in the middle of a response. */
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
