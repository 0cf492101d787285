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

/**
 * Reads `sha256=HEX` or `sha256:HEX`; a bare digest is known by its length, `SHA-256` is taken too.
 * null if it is none.
 */
export function parseChecksum(text: string): Checksum | null {
  const [, name, digits = ''] = /^(?:([a-z0-9-]+)\s*[=:]\s*)?([0-9a-f]+)$/iu.exec(text.trim()) ?? []
  const hex = digits.toLowerCase()
  const algorithm =
    name === undefined
      ? CHECKSUM_ALGORITHMS.find((candidate) => DIGITS[candidate] === hex.length)
      : name.toLowerCase().replaceAll('-', '')
  const checksum = checksumSchema.safeParse({ algorithm, hex })
  return checksum.success ? checksum.data : null
}
