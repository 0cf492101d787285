import { z } from 'zod'

/** Digest lengths in hexadecimal digits. */
const DIGITS = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const

export type ChecksumAlgorithm = keyof typeof DIGITS

/** Strongest first. */
export const CHECKSUM_ALGORITHMS = ['sha512', 'sha256', 'sha1', 'md5'] as const

/** What the bytes of a whole file have to hash to; `hex` is in lower case. */
export const checksumSchema = z
  .strictObject({ algorithm: z.enum(CHECKSUM_ALGORITHMS), hex: z.string().regex(/^[0-9a-f]+$/u) })
  .refine(({ algorithm, hex }) => hex.length === DIGITS[algorithm], 'has the wrong length')

export type Checksum = z.infer<typeof checksumSchema>

const NAME = '(?<name>(?:md|sha)[a-z0-9/_-]*)'

/** `NAME=DIGITS`, where the separator may be a colon or white space, or the digits alone. */
const TYPED = new RegExp(`^(?:${NAME}\\s*[=:\\s]\\s*)?(?<digits>[0-9a-f][0-9a-f:\\s]*)$`, 'iu')

/** The lines of sha256sum and its relatives, and those of BSD and OpenSSL. */
const LINES = [
  /^(?<escaped>\\?)(?<digits>[0-9a-f]{32,128})(?: [ *]|\s+\*?)(?<file>.*\S.*)$/iu,
  new RegExp(`^(?<escaped>\\\\?)${NAME} ?\\((?<file>.+)\\) ?= ?(?<digits>[0-9a-f]+)$`, 'iu'),
]

/** Nothing that is a checksum, with the name of its file, is longer. */
const MOST_CHARACTERS = 5_000

/**
 * Reads a checksum as people type and paste it: `sha256=HEX`, `SHA-256: HEX`, `sha256 HEX`, with
 * the digits in either case, in groups by spaces or colons or not; or a line of a sum file. A bare
 * digest is known by its length. null if it is none.
 */
export function parseChecksum(text: string): Checksum | null {
  const typed = text.trim()
  if (typed.length > MOST_CHARACTERS) return null
  const { name, digits } = TYPED.exec(typed)?.groups ?? {}
  if (digits === undefined) return parseChecksumLine(typed)?.checksum ?? null
  return checksumOf(name, digits.replaceAll(/[:\s]/gu, ''))
}

/**
 * Reads a line of a sum file that names its file: `HEX  NAME`, `HEX *NAME` or `SHA256 (NAME) =
 * HEX`. null if it is none.
 */
export function parseChecksumLine(line: string): { checksum: Checksum; file: string } | null {
  if (line.length > MOST_CHARACTERS) return null
  for (const pattern of LINES) {
    const { escaped, name, digits, file } = pattern.exec(line)?.groups ?? {}
    if (digits === undefined || file === undefined) continue
    const checksum = checksumOf(name, digits)
    if (checksum !== null) return { checksum, file: escaped === '' ? file : withoutEscapes(file) }
  }
  return null
}

function checksumOf(name: string | undefined, digits: string): Checksum | null {
  const hex = digits.toLowerCase()
  const algorithm =
    name === undefined
      ? CHECKSUM_ALGORITHMS.find((candidate) => DIGITS[candidate] === hex.length)
      : algorithmNamed(name)
  const checksum = checksumSchema.safeParse({ algorithm, hex })
  return checksum.success ? checksum.data : null
}

/** The algorithm of a name as standards and tools write it: `SHA-256`, `sha2-256`, `sha256sum`. */
function algorithmNamed(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/gu, '')
  return plain.replace(/^sha2(?=256|512)/u, 'sha').replace(/sum$/u, '')
}

const ESCAPES: Record<string, string> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r' }

/** The tools write a name with a line break or a backslash in it so that it stays on its line. */
function withoutEscapes(name: string): string {
  return name.replaceAll(/\\[\\nr]/gu, (sequence) => ESCAPES[sequence] ?? sequence)
}
