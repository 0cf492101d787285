import type { IncomingHttpHeaders } from 'node:http'
import { parseDictionary } from 'structured-headers'
import {
  CHECKSUM_ALGORITHMS,
  type Checksum,
  type ChecksumAlgorithm,
  checksumSchema,
} from '../../../shared/checksum'

/** Names in the IANA registry of RFC 9530 and, for the same digests, in that of RFC 3230. */
const ALGORITHMS: Readonly<Record<string, ChecksumAlgorithm>> = {
  'sha-512': 'sha512',
  'sha-256': 'sha256',
  sha: 'sha1',
  'sha-1': 'sha1',
  md5: 'md5',
}

/**
 * The checksums of the whole file that a header gives, at most one an algorithm, strongest first;
 * what is malformed is ignored. `isWhole`: the body is the whole representation, so that a digest
 * of the body is one of the file (RFC 9530 §2).
 */
export function headerChecksums(headers: IncomingHttpHeaders, isWhole: boolean): Checksum[] {
  const found = [
    ...structured(headers['repr-digest']),
    ...(isWhole ? structured(headers['content-digest']) : []),
    ...legacy(headers.digest),
    ...(isWhole ? contentMd5(headers['content-md5']) : []),
  ]
  return CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const checksum = found.find((one) => one.algorithm === algorithm)
    return checksum === undefined ? [] : [checksum]
  })
}

type Header = string | string[] | undefined

/** RFC 9530 §2, §3: a dictionary of byte sequences (RFC 9651). */
function structured(header: Header): Checksum[] {
  if (typeof header !== 'string') return []
  try {
    return [...parseDictionary(header)].flatMap(([name, [value]]) =>
      value instanceof ArrayBuffer ? checksum(name, Buffer.from(value)) : [],
    )
  } catch {
    return []
  }
}

/** RFC 3230 §4.3.2: `SHA-256=base64,MD5=base64`. */
function legacy(header: Header): Checksum[] {
  if (typeof header !== 'string') return []
  return header.split(',').flatMap((instance) => {
    const [, name = '', digits = ''] = /^\s*([\w-]+)=(\S+)\s*$/u.exec(instance) ?? []
    return checksum(name, fromBase64(digits))
  })
}

/** RFC 1864. */
function contentMd5(header: Header): Checksum[] {
  return typeof header === 'string' ? checksum('md5', fromBase64(header.trim())) : []
}

/** Some write hexadecimal where base64 is asked for; the length tells. */
function fromBase64(digits: string): Buffer {
  const isHex = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/iu.test(digits)
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/u.test(digits)
  return isHex ? Buffer.from(digits, 'hex') : Buffer.from(isBase64 ? digits : '', 'base64')
}

function checksum(name: string, digest: Buffer): Checksum[] {
  const algorithm = ALGORITHMS[name.toLowerCase()]
  const parsed = checksumSchema.safeParse({ algorithm, hex: digest.toString('hex') })
  return parsed.success ? [parsed.data] : []
}
