import type { Coroutine } from '../../kernel'
import type { GetRequest, HttpResponse } from '../ports/http'
import type { Expectation } from '../proof/page-instead-of-file'
import {
  type KnownFile,
  type ValidatedResponse,
  validateResponse,
} from '../proof/validate-response'
import type { Requester } from './requester'

export interface ValidResponse {
  readonly response: HttpResponse
  readonly validated: ValidatedResponse
}

/**
 * Sends a request and validates its response before a byte is read. Throws DownloadError; then no
 * connection is left open.
 */
export function* openValidated(
  requester: Requester,
  request: Omit<GetRequest, 'options'>,
  expected: Expectation,
  known: KnownFile | null,
): Coroutine<ValidResponse> {
  const response = yield* requester.get(request.url, request.range, request.ifRange)
  try {
    return { response, validated: validateResponse(request, response, expected, known) }
  } catch (error) {
    response.close()
    throw error
  }
}
