import type { Answer } from '../ports'

/** The answer with bytes put back that were read off it. */
export function withFirst(chunks: readonly Uint8Array[], answer: Answer): Answer {
  let first: readonly Uint8Array[] | null = chunks
  return {
    ...answer,
    *read() {
      if (first === null) return yield* answer.read()
      const put = first
      first = null
      return put
    },
  }
}
