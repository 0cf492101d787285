import { type Checksum, parseChecksum, parseChecksumLine } from '../../../shared/checksum'

export interface ChecksumEntry {
  readonly checksum: Checksum
  /** As the file has it, maybe with folders; null for a digest that stands alone. */
  readonly file: string | null
}

/**
 * Reads a file of checksums: the formats of sha256sum, BSD and OpenSSL, or bare digests, with
 * comments and whatever else left out. A PGP signature around it is taken off and not verified.
 */
export function parseChecksumFile(text: string): ChecksumEntry[] {
  return withoutSignature(text.split(/\r\n|\n|\r/u)).flatMap((line) => readLine(line.trim()) ?? [])
}

function readLine(line: string): ChecksumEntry | null {
  const named = parseChecksumLine(line)
  if (named !== null) return { ...named, file: named.file.trim() }
  const bare = parseChecksum(line)
  return bare === null ? null : { checksum: bare, file: null }
}

/**
 * What the entries say of the file `name`. An entry of that very name goes before those of the same
 * name in folders. Digests of one algorithm that differ say nothing.
 */
export function checksumsFor(entries: readonly ChecksumEntry[], name: string): Checksum[] {
  const wanted = name.normalize()
  const paths = entries.flatMap(({ checksum, file }) =>
    file === null ? [] : [{ checksum, path: plainPath(file) }],
  )
  const exact = paths.filter(({ path }) => path === wanted)
  const inFolders = paths.filter(({ path }) => path.endsWith(`/${wanted}`))
  return agreeing(exact.length > 0 ? exact : inFolders)
}

/** What the digests say that stand alone, or for standard input. */
export function bareChecksums(entries: readonly ChecksumEntry[]): Checksum[] {
  return agreeing(entries.filter(({ file }) => file === null || file === '-'))
}

/** Each once, without those that another of the same algorithm contradicts. */
function agreeing(entries: readonly Pick<ChecksumEntry, 'checksum'>[]): Checksum[] {
  const checksums = entries.map(({ checksum }) => checksum)
  return checksums.filter(
    ({ algorithm, hex }, index) =>
      checksums.findIndex((other) => other.algorithm === algorithm) === index &&
      checksums.every((other) => other.algorithm !== algorithm || other.hex === hex),
  )
}

function plainPath(file: string): string {
  return file
    .normalize()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/u, '')
}

/** What is signed (RFC 9580 §7): behind the empty line after its headers, before the signature. */
function withoutSignature(lines: readonly string[]): string[] {
  const begin = lines.findIndex((line) => line.startsWith('-----BEGIN PGP SIGNED MESSAGE-----'))
  if (begin === -1) return [...lines]
  const end = lines.findIndex((line) => line.startsWith('-----BEGIN PGP SIGNATURE-----'))
  const body = lines.slice(begin, end === -1 ? undefined : end)
  const start = body.findIndex((line) => line.trim() === '')
  return body.slice(start + 1).map((line) => line.replace(/^- /u, ''))
}
