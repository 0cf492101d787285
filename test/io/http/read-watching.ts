import type { GetRequest, HttpSource } from '../../../src/main/engine/ports/http'
import type { Coroutine } from '../../../src/main/kernel'
import { readAll } from './get-all'

/** The bytes of an answer, and whether any of them went past the HTTP parser, into buffers. */
export function* readWatching(
  source: HttpSource,
  wanted: GetRequest,
): Coroutine<{ bytes: Buffer; isDiverted: boolean }> {
  const answer = yield* source.get(wanted)
  let isDiverted = false
  const bytes = yield* readAll({
    ...answer,
    *read() {
      const chunks = yield* answer.read()
      // What comes out of a stream is a Buffer.
      isDiverted ||= chunks?.some((chunk) => !Buffer.isBuffer(chunk)) ?? false
      return chunks
    },
  })
  return { bytes, isDiverted }
}
