import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { JobContext } from '../../../kernel'

const READ_BYTES = 1024 * 1024

const REPORT_EVERY_MS = 250

export interface HashFileInput {
  readonly path: string
  readonly algorithm: 'md5' | 'sha-1' | 'sha-256' | 'sha-512'
  /** Half-open `[start, end)`; by default the whole file. */
  readonly range?: { readonly start: number; readonly end: number }
}

export interface HashFileOutput {
  /** In lower case hexadecimal digits. */
  readonly hash: string
  /** How many bytes were there to be hashed: fewer than the range has, if the file ends before. */
  readonly bytes: number
}

/**
 * Hashes a file, and reports the bytes hashed so far four times a second. Throws what the file
 * system throws. Aborted, it ends within a read.
 */
export async function hashFile(
  { path, algorithm, range }: HashFileInput,
  { signal, report }: JobContext<number>,
): Promise<HashFileOutput> {
  const hash = createHash(algorithm.replace('-', ''))
  let bytes = 0
  let reportAtMs = performance.now() + REPORT_EVERY_MS
  for await (const chunk of chunksOf(path, range, signal)) {
    hash.update(chunk)
    bytes += chunk.byteLength
    if (performance.now() < reportAtMs) continue
    report(bytes)
    reportAtMs = performance.now() + REPORT_EVERY_MS
  }
  return { hash: hash.digest('hex'), bytes }
}

function chunksOf(
  path: string,
  range: HashFileInput['range'],
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const options = { highWaterMark: READ_BYTES, signal }
  if (range === undefined) return createReadStream(path, options)
  if (range.start === range.end) return Readable.from([])
  // Both ends of a stream's range are inclusive.
  return createReadStream(path, { ...options, start: range.start, end: range.end - 1 })
}
