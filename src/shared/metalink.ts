import type { Checksum } from './checksum'

/** What a Metalink document (RFC 5854) has for Rill. */
export interface Metalink {
  readonly files: readonly MetalinkFile[]
}

export interface MetalinkFile {
  /** As the document has it, without folders; not yet safe. null if it names none. */
  readonly name: string | null
  readonly lengthBytes: number | null
  readonly checksums: readonly Checksum[]
  /** http and https, the best first. */
  readonly urls: readonly [string, ...string[]]
}

/** Whether a path is that of a Metalink, by its ending. */
export function isMetalinkPath(path: string): boolean {
  return /\.(metalink|meta4)$/iu.test(path)
}
