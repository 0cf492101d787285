import type { HttpResponse } from '../ports/http'

/** The response with bytes put back that were read off it. */
export function pushBack(chunks: readonly Uint8Array[], response: HttpResponse): HttpResponse {
  let first: readonly Uint8Array[] | null = chunks
  return {
    ...response,
    *read() {
      if (first === null) return yield* response.read()
      const put = first
      first = null
      return put
    },
  }
}
