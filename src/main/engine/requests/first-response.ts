import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Expectation } from '../proof/page-instead-of-file'
import { openValidated, type ValidResponse } from './open-validated'
import type { Requester } from './requester'

/**
 * The validated response to the first request for a file, to be read from byte 0. Throws
 * DownloadError; then no connection is left open.
 */
export function* firstResponse(
  requester: Requester,
  url: string,
  expected: Expectation,
): Coroutine<ValidResponse> {
  const request = { url, range: { start: 0, end: null }, ifRange: null }
  try {
    return yield* openValidated(requester, request, expected, null)
  } catch (error) {
    // An empty file has no byte 0 to ask for (RFC 9110 §14.1.2), and some servers reject any range.
    if (!(error instanceof DownloadError) || !mayBeTheRange(error)) throw error
    return yield* openValidated(requester, { ...request, range: null }, expected, null)
  }
}

const mayBeTheRange = ({ code, facts }: DownloadError): boolean =>
  code === 'range-ignored' || facts.status === 400 || facts.status === 501
