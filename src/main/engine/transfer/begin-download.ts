import { nameFromUrl } from '../../../shared/name-from-url'
import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { Download } from '../life/download'
import type { ReservedNames } from '../life/file-state'
import type { Files } from '../ports/files'
import type { HttpResponse } from '../ports/http'
import type { Ports } from '../ports/ports'
import { firstResponse } from '../requests/first-response'
import type { ValidResponse } from '../requests/open-validated'
import type { Requester } from '../requests/requester'
import { SegmentMap } from '../segments/segment-map'
import { nameTaken, wantsNoOtherName } from './finish-download'

/**
 * Sends the first request, which already asks for data: its response decides the length, the
 * validator, the name, and how the rest is fetched. Records that as the download's plan and returns
 * the response, to be read from byte 0. Throws DownloadError; then no connection is left open.
 */
export function* beginDownload(
  download: Download,
  { files, store }: Pick<Ports, 'files' | 'store'>,
  requester: Requester,
): Coroutine<HttpResponse> {
  const { url, wishedName } = download.record
  const expected = { name: wishedName ?? nameFromUrl(url), contentType: null }
  const first = yield* firstResponse(requester, url, expected)
  const { response, validated } = first
  try {
    const { dir, partName } = download.record
    if (validated.lengthBytes !== null) yield* checkSpace(files, dir, validated.lengthBytes)
    // The person may have chosen another name meanwhile.
    const wished = download.record.wishedName ?? response.fileName ?? nameFromUrl(response.url)
    const names = partName === null ? yield* reserve(download, { files, store }, wished) : {}
    store.transactions.deferCommit(() => recordPlan(download, first, names))
    return response
  } catch (error) {
    response.close()
    throw error
  }
}

function recordPlan(
  download: Download,
  { response, validated: { lengthBytes, resumable } }: ValidResponse,
  names: Partial<ReservedNames>,
): void {
  const { url, validator, contentType, server, checksums, redirectedFrom } = response
  const plan = { lengthBytes, resumable, validator, contentType, server, foundChecksums: checksums }
  download.plan({ ...plan, finalUrl: url }, names)
  download.checkpoint(SegmentMap.whole(lengthBytes))
  if (redirectedFrom.length > 0) {
    download.timeline.note('redirected', { url, redirects: redirectedFrom.length })
  }
  download.timeline.note('planned', { lengthBytes, resumable, contentType, ...validator })
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

function* checkSpace(files: Files, dir: string, neededBytes: number): Coroutine<void> {
  const freeBytes = yield* files.freeBytes(dir)
  if (freeBytes < neededBytes) {
    throw new DownloadError('disk-full', { path: dir, neededBytes, freeBytes })
  }
}
