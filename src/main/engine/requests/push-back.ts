import type { HttpResponse } from '../ports/http'

/** The response with bytes put back that were already read from it. */
export function pushBack(chunks: readonly Uint8Array[], response: HttpResponse): HttpResponse {
  let first: readonly Uint8Array[] | null = chunks
  return {
    ...response,
    *read() {
      if (first === null) return yield* response.read()
      const returned = first
      first = null
      return returned
    },
  }
}
