import type { HttpResponse } from '../../src/main/engine/ports/http'

const SPOILT = 0xdd

/** The response, with bytes that become invalid as soon as `HttpResponse.read` allows. */
export function fleeting(answer: HttpResponse): HttpResponse {
  let brought: readonly Uint8Array[] = []
  const spoil = (): void => {
    for (const chunk of brought) chunk.fill(SPOILT)
    brought = []
  }
  return {
    ...answer,
    *read() {
      spoil()
      const chunks = yield* answer.read()
      brought = chunks?.map((chunk) => Uint8Array.from(chunk)) ?? []
      return chunks && brought
    },
    close() {
      spoil()
      answer.close()
    },
  }
}
