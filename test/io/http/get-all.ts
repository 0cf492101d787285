import { DownloadError } from '../../../src/main/engine/download-error'
import type { GetRequest, HttpResponse, RequestOptions } from '../../../src/main/engine/ports/http'
import type { GotSource } from '../../../src/main/io/http/got-source'
import { type Coroutine, run } from '../../../src/main/kernel'
import { NO_OPTIONS } from '../../../src/shared/download-options'

/** A request without a proxy, unless `options` say so. */
export function request(
  url: string,
  options: Partial<RequestOptions> = {},
  changes: Partial<GetRequest> = {},
): GetRequest {
  return {
    url,
    options: { ...NO_OPTIONS, proxy: 'none', ...options },
    range: null,
    ifRange: null,
    ...changes,
  }
}

export function* readAll(answer: HttpResponse): Coroutine<Buffer> {
  const chunks: Uint8Array[] = []
  try {
    for (let some = yield* answer.read(); some !== null; some = yield* answer.read()) {
      chunks.push(...some.map((chunk) => chunk.slice()))
    }
    return Buffer.concat(chunks)
  } finally {
    answer.close()
  }
}

export function* fetchAll(
  source: GotSource,
  wanted: GetRequest,
): Coroutine<{ answer: HttpResponse; bytes: Buffer }> {
  const answer = yield* source.get(wanted)
  return { answer, bytes: yield* readAll(answer) }
}

export function getAll(
  source: GotSource,
  wanted: GetRequest,
): Promise<{ answer: HttpResponse; bytes: Buffer }> {
  return run(fetchAll(source, wanted))
}

/** The error with which a request ends, or the reading of its answer. */
export async function failureOf(source: GotSource, wanted: GetRequest): Promise<DownloadError> {
  const thrown: unknown = await getAll(source, wanted).catch((error: unknown) => error)
  if (thrown instanceof DownloadError) return thrown
  throw new Error('no DownloadError was thrown', { cause: thrown })
}
