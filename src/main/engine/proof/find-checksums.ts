import type { Checksum } from '../../../shared/checksum'
import { nameFromUrl } from '../../../shared/name-from-url'
import { type Coroutine, TimeoutError, timeout } from '../../kernel'
import { DownloadError } from '../download-error'
import type { HttpResponse, HttpSource, RequestOptions } from '../ports/http'
import { bareChecksums, checksumsFor, parseChecksumFile } from './parse-checksum-file'

const MOST_BYTES = 1024 * 1024

/** How long each response may take, from the request to its last byte. */
const LIMIT_MS = 10_000

/** Common names of checksum files, strong algorithms first; `*` stands for the file's name. */
const PLACES = [
  '*.sha256',
  '*.sha512',
  'SHA256SUMS',
  'SHA512SUMS',
  'sha256sum.txt',
  '*.sha1',
  '*.md5',
  'MD5SUMS',
] as const

export interface ChecksumSearch {
  readonly source: HttpSource
  readonly url: string
  readonly options: RequestOptions
}

/**
 * Looks for checksums beside a file: requests one checksum file after the other until one names the
 * file. Empty for most servers, which have none. Trusts only the link's own host, and stops if that
 * host is busy, silent or broken. Throws no DownloadError.
 */
export function* findChecksums(search: ChecksumSearch): Coroutine<Checksum[]> {
  const name = nameFromUrl(search.url)
  for (const { url, isOfOneFile } of sumFilesBeside(search.url)) {
    try {
      const text = yield* timeout(LIMIT_MS, () => readSumFile(search, url))
      const entries = parseChecksumFile(text ?? '')
      const named = checksumsFor(entries, name)
      const found = named.length === 0 && isOfOneFile ? bareChecksums(entries) : named
      if (found.length > 0) return found
    } catch (error) {
      if (error instanceof TimeoutError) return []
      if (!(error instanceof DownloadError)) throw error
      if (error.family === 'retryable') return []
    }
  }
  return []
}

/** Where checksum files may be; nowhere for a link to a folder. */
export function sumFilesBeside(url: string): { url: string; isOfOneFile: boolean }[] {
  const { path = '', query = '' } =
    /^(?<path>[^?#]*)(?<query>\?[^#]*)?/u.exec(new URL(url).href)?.groups ?? {}
  if (path.endsWith('/')) return []
  return PLACES.map((place) => {
    const isOfOneFile = place.startsWith('*')
    const beside = isOfOneFile ? path + place.slice(1) : new URL(place, path).href
    return { url: beside + query, isOfOneFile }
  })
}

/** The text of a checksum file; null if there is none. */
function* readSumFile({ source, options }: ChecksumSearch, url: string): Coroutine<string | null> {
  const response = yield* source.get({ url, options, range: null, ifRange: null })
  try {
    const { status } = response
    const host = hostOf(url)
    if (status === 429 || status >= 500) throw new DownloadError('server-busy', { host, status })
    if (!mayBeSumFile(response) || hostOf(response.url) !== host) return null
    const bytes = yield* readAll(response)
    if (bytes === null) return null
    const text = decode(bytes)
    // A web page with another media type.
    return text.trimStart().startsWith('<') ? null : text
  } finally {
    response.close()
  }
}

function mayBeSumFile(response: HttpResponse): boolean {
  return (
    response.status === 200 &&
    response.contentEncoding === null &&
    (response.contentLengthBytes ?? 0) <= MOST_BYTES &&
    response.contentType !== 'text/html' &&
    response.contentType !== 'application/xhtml+xml'
  )
}

/** The body; null if it is too long. */
function* readAll(response: HttpResponse): Coroutine<Uint8Array | null> {
  const bytes = new Uint8Array(MOST_BYTES)
  let length = 0
  for (;;) {
    const chunks = yield* response.read()
    if (chunks === null) return bytes.subarray(0, length)
    for (const chunk of chunks) {
      if (length + chunk.byteLength > MOST_BYTES) return null
      bytes.set(chunk, length)
      length += chunk.byteLength
    }
  }
}

/** Windows programs write UTF-16 with a byte order mark. */
function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

const hostOf = (url: string): string => new URL(url).host
