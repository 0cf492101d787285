import type { Coroutine } from '../kernel'
import type { Download } from './download'
import { DownloadError } from './download-error'
import { open } from './fetch-segment'
import { nameFromUrl } from './name-from-url'
import type { Answer, Files, GetRequest, HttpSource, Ports, RequestOptions } from './ports'
import { hidesTotal, type Proven, proveAnswer } from './prove-answer'
import { SegmentMap } from './segment-map'

/**
 * Sends the first request, which is already data: its answer decides the length, the validator, the
 * name, and how the rest is fetched. Records that as the download's plan and returns the answer, to
 * be read from byte 0. Throws DownloadError; then no connection is left open.
 */
export function* beginDownload(
  download: Download,
  { source, files, store }: Ports,
  options: RequestOptions,
  stallMs: number,
): Coroutine<Answer> {
  const { url } = download.record
  const { answer, proven } = yield* firstAnswer(source, url, options, stallMs)
  try {
    const { dir, wishedName, partName } = download.record
    if (proven.lengthBytes !== null) yield* checkSpace(files, dir, proven.lengthBytes)
    const wished = wishedName ?? answer.fileName ?? nameFromUrl(answer.url)
    const isPromised = (name: string): boolean => store.hasPart(dir, name)
    const names =
      partName === null ? yield* files.reserve(dir, files.safeName(wished), isPromised) : {}
    download.patch({
      ...names,
      lengthBytes: proven.lengthBytes,
      resumable: proven.resumable,
      validator: answer.validator,
      contentType: answer.contentType,
      foundChecksums: answer.checksums,
    })
    download.checkpoint(SegmentMap.whole(proven.lengthBytes))
    return answer
  } catch (error) {
    answer.close()
    throw error
  }
}

/** Forgets what was planned and fetched, so that the next answer decides anew. */
export function forgetPlan(download: Download): void {
  download.checkpoint([])
  download.patch({
    lengthBytes: null,
    resumable: null,
    validator: { etag: null, lastModified: null },
    contentType: null,
    foundChecksums: [],
  })
}

function* firstAnswer(
  source: HttpSource,
  url: string,
  options: RequestOptions,
  stallMs: number,
): Coroutine<{ answer: Answer; proven: Proven }> {
  let request: GetRequest = { url, options, range: { start: 0, end: null }, ifRange: null }
  let answer = yield* open(source, request, stallMs)
  // An empty file has no byte 0 to ask for (RFC 9110 §14.1.2).
  if (answer.status === 416 || hidesTotal(answer)) {
    answer.close()
    request = { ...request, range: null }
    answer = yield* open(source, request, stallMs)
  }
  try {
    return { answer, proven: proveAnswer(request, answer, null) }
  } catch (error) {
    answer.close()
    throw error
  }
}

function* checkSpace(files: Files, dir: string, neededBytes: number): Coroutine<void> {
  const freeBytes = yield* files.freeBytes(dir)
  if (freeBytes < neededBytes) {
    throw new DownloadError('disk-full', { path: dir, neededBytes, freeBytes })
  }
}
