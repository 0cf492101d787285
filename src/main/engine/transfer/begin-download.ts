import { nameFromUrl } from '../../../shared/name-from-url'
import type { Coroutine } from '../../kernel'
import type { Download } from '../download'
import { DownloadError } from '../download-error'
import type { Files } from '../ports/files'
import type { GetRequest, HttpResponse, HttpSource, RequestOptions } from '../ports/http'
import type { Ports } from '../ports/ports'
import type { Expectation } from '../proof/page-instead-of-file'
import { type ValidatedResponse, validateResponse } from '../proof/validate-response'
import type { DownloadPatch } from '../records'
import { open } from '../requests/open-at'
import { SegmentMap } from '../segments/segment-map'
import type { Facts } from '../timeline'
import { nameTaken, wantsNoOtherName } from './finish-download'

/**
 * Sends the first request, which is already data: its response decides the length, the validator, the
 * name, and how the rest is fetched. Records that as the download's plan and returns the response, to
 * be read from byte 0. Throws DownloadError; then no connection is left open.
 */
export function* beginDownload(
  download: Download,
  { source, files, store }: Ports,
  options: RequestOptions,
  stallMs: number,
): Coroutine<HttpResponse> {
  const { url, wishedName } = download.record
  const expected = { name: wishedName ?? nameFromUrl(url), contentType: null }
  const { response, proven } = yield* firstResponse(source, url, options, expected, stallMs)
  try {
    const { dir, partName } = download.record
    if (proven.lengthBytes !== null) yield* checkSpace(files, dir, proven.lengthBytes)
    // A person may have wished for another one meanwhile.
    const wished = download.record.wishedName ?? response.fileName ?? nameFromUrl(response.url)
    const names = partName === null ? yield* reserve(download, { files, store }, wished) : {}
    store.transactions.deferCommit(() => recordPlan(download, response, proven, names))
    return response
  } catch (error) {
    response.close()
    throw error
  }
}

function recordPlan(
  download: Download,
  response: HttpResponse,
  { lengthBytes, resumable }: ValidatedResponse,
  names: Pick<DownloadPatch, 'fileName' | 'partName'>,
): void {
  const { url, validator, contentType, server, checksums, redirectedFrom } = response
  download.patch({
    ...names,
    lengthBytes,
    resumable,
    validator,
    contentType,
    finalUrl: url,
    server,
    foundChecksums: checksums,
  })
  download.checkpoint(SegmentMap.whole(lengthBytes))
  if (redirectedFrom.length > 0) {
    download.timeline.note('redirected', { url, redirects: redirectedFrom.length })
  }
  download.timeline.note('planned', { lengthBytes, resumable, contentType, ...validator })
}

/**
 * Forgets what was planned and fetched, so that the next response decides anew, and notes what that
 * costs, and why.
 */
export function resetProgress(
  download: Download,
  costBytes: number,
  ...why: readonly (DownloadError | Facts)[]
): void {
  // Before anybody can see that its progress has gone back.
  if (costBytes > 0) download.timeline.note('restarted', ...why, { costBytes })
  else if (why.length > 0) download.timeline.note('retrying', ...why)
  download.checkpoint([])
  download.forgetBlocks()
  download.patch({
    lengthBytes: null,
    resumable: null,
    proof: null,
    finishedAtMs: null,
    validator: { etag: null, lastModified: null },
    contentType: null,
    finalUrl: null,
    server: null,
    foundChecksums: [],
  })
}

const mayBeTheRange = ({ code, facts }: DownloadError): boolean =>
  code === 'range-ignored' || facts.status === 400 || facts.status === 501

function* validatedResponse(
  source: HttpSource,
  request: GetRequest,
  expected: Expectation,
  stallMs: number,
): Coroutine<{ response: HttpResponse; proven: ValidatedResponse }> {
  const response = yield* open(source, request, stallMs)
  try {
    return { response, proven: validateResponse(request, response, expected, null) }
  } catch (error) {
    response.close()
    throw error
  }
}

function* reserve(
  { record: { dir, options } }: Download,
  { files, store }: Pick<Ports, 'files' | 'store'>,
  wished: string,
): Coroutine<{ fileName: string; partName: string }> {
  const fileName = files.safeName(wished)
  if (wantsNoOtherName(options) && (yield* files.lengthOf(dir, fileName)) !== null) {
    throw nameTaken(dir, fileName, files)
  }
  const isPromised = (partName: string): boolean => store.downloads.hasPart(dir, partName)
  const replace = options.onConflict === 'overwrite'
  return yield* files.reserve(dir, fileName, isPromised, { replace })
}

/**
 * The response to the first request, proven, to be read from byte 0. Throws DownloadError; then no
 * connection is left open.
 */
export function* firstResponse(
  source: HttpSource,
  url: string,
  options: RequestOptions,
  expected: Expectation,
  stallMs: number,
): Coroutine<{ response: HttpResponse; proven: ValidatedResponse }> {
  const request: GetRequest = { url, options, range: { start: 0, end: null }, ifRange: null }
  try {
    return yield* validatedResponse(source, request, expected, stallMs)
  } catch (error) {
    // An empty file has no byte 0 to ask for (RFC 9110 §14.1.2), and some servers cannot count.
    if (!(error instanceof DownloadError) || !mayBeTheRange(error)) throw error
    return yield* validatedResponse(source, { ...request, range: null }, expected, stallMs)
  }
}

function* checkSpace(files: Files, dir: string, neededBytes: number): Coroutine<void> {
  const freeBytes = yield* files.freeBytes(dir)
  if (freeBytes < neededBytes) {
    throw new DownloadError('disk-full', { path: dir, neededBytes, freeBytes })
  }
}
