import type { IncomingHttpHeaders } from 'node:http'
import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import { AutoInflate } from './auto-inflate'

/** The encodings of a body in the order of application (RFC 9110 §8.4), in lower case. */
export function contentEncodings(headers: IncomingHttpHeaders): string[] {
  return tokens(headers['content-encoding']).filter((coding) => coding !== 'identity')
}

/**
 * Transfer encodings other than `chunked` (RFC 9112 §7). Rill asks for none and decodes none.
 */
export function transferEncodings(headers: IncomingHttpHeaders): string[] {
  return tokens(headers['transfer-encoding']).filter(
    (coding) => coding !== 'chunked' && coding !== 'identity',
  )
}

function tokens(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token !== '')
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: () => new AutoInflate(),
  br: createBrotliDecompress,
}

/** A hostile server could send any number. */
const MOST_LAYERS = 3

export function canDecode(encodings: readonly string[]): boolean {
  return encodings.length <= MOST_LAYERS && encodings.every((coding) => coding in DECODERS)
}

/** The decoders of a body, outermost encoding first. Throws if `canDecode` is false. */
export function decoders(encodings: readonly string[]): Transform[] {
  return encodings.toReversed().map((coding) => {
    const make = DECODERS[coding]
    if (make === undefined) throw new Error(`no decoder for ${coding}`)
    return make()
  })
}

const GZIP_TYPES = new Set([
  'application/gzip',
  'application/x-gzip',
  'application/x-gunzip',
  'application/gzipped',
  'application/gzip-compressed',
  'application/x-compressed',
  'application/x-compress',
  'application/x-gtar',
  'application/x-gtar-compressed',
  'application/x-tgz',
  'application/x-tar-gz',
])

const GZIPPED = /\.(?:gz|gzip|tgz|taz|svgz|emz|wmz|adz)$/iu
const COMPRESSED = /\.(?:z|taz|tz)$/iu

/** Files that are made by this encoding, by the end of their names. */
const EXTENSIONS: Readonly<Record<string, RegExp>> = {
  gzip: GZIPPED,
  'x-gzip': GZIPPED,
  br: /\.br$/iu,
  deflate: /\.(?:zz|zlib)$/iu,
  compress: COMPRESSED,
  'x-compress': COMPRESSED,
  zstd: /\.(?:zst|tzst)$/iu,
}

/**
 * Whether the file itself is the compressed thing: servers put Content-Encoding on `x.tar.gz`,
 * and who asks for that wants it as it is, as in every browser.
 */
export function isTheFileItself(
  encodings: readonly string[],
  contentType: string | null,
  names: readonly string[],
): boolean {
  const [encoding, ...others] = encodings
  if (encoding === undefined || others.length > 0) return false
  // A page in its place was compressed for the way.
  if (contentType === 'text/html') return false
  const isGzip = encoding === 'gzip' || encoding === 'x-gzip'
  if (isGzip && contentType !== null && GZIP_TYPES.has(contentType)) return true
  const extension = EXTENSIONS[encoding]
  return extension !== undefined && names.some((name) => extension.test(name))
}
