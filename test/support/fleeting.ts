import type { HttpResponse } from '../../src/main/engine/ports/http'

const SPOILT = 0xdd

/** The answer, with bytes that are good for no longer than `Answer.read` promises. */
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
