import type { GetRequest, HttpSource } from '../../../src/main/engine/ports'
import { SLAB_BYTES } from '../../../src/main/io/http/slabs'
import type { Coroutine } from '../../../src/main/kernel'
import { readAll } from './get-all'

/** The bytes of an answer, and whether any of them went past the HTTP parser, into slabs. */
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
      isDiverted ||= chunks?.some(({ buffer }) => buffer.byteLength === SLAB_BYTES) ?? false
      return chunks
    },
  })
  return { bytes, isDiverted }
}
