import { createHash } from 'node:crypto'

/** Bytes that look random and are the same on every run, generated on demand. */
export interface FileBody {
  readonly lengthBytes: number
  /** The bytes of `[start, end)`, in a new buffer. */
  read(start: number, end: number): Buffer
  /** Hexadecimal; computed once. */
  sha256(): string
}

const BLOCK_BYTES = 64 * 1024

/** Most blocks to keep in memory: a test reads its file repeatedly. */
const MOST_KEPT_BLOCKS = 256

/** The file that belongs to `seed`. No two blocks are alike, so that misplaced bytes show. */
export function fileBody(seed: number, lengthBytes: number): FileBody {
  let digest: string | null = null
  const kept = new Map<number, Buffer>()
  const blockOf = (block: number): Buffer => {
    const bytes = kept.get(block) ?? blockBytes(seed, block)
    if (kept.size < MOST_KEPT_BLOCKS) kept.set(block, bytes)
    return bytes
  }
  const body: FileBody = {
    lengthBytes,
    read(start, end) {
      const bytes = Buffer.allocUnsafe(end - start)
      for (let at = start; at < end; ) {
        const block = Math.floor(at / BLOCK_BYTES)
        const stop = Math.min(end, (block + 1) * BLOCK_BYTES)
        blockOf(block).copy(bytes, at - start, at - block * BLOCK_BYTES, stop - block * BLOCK_BYTES)
        at = stop
      }
      return bytes
    },
    sha256() {
      digest ??= sha256OfBody(body)
      return digest
    },
  }
  return body
}

function sha256OfBody(body: FileBody): string {
  const hash = createHash('sha256')
  for (let at = 0; at < body.lengthBytes; at += BLOCK_BYTES) {
    hash.update(body.read(at, Math.min(at + BLOCK_BYTES, body.lengthBytes)))
  }
  return hash.digest('hex')
}

function blockBytes(seed: number, block: number): Buffer {
  const words = new Uint32Array(BLOCK_BYTES / 4)
  let state = mix(seed, block)
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  return Buffer.from(words.buffer)
}

/** A start for xorshift32, which must not be zero; MurmurHash3's finalizer spreads the bits. */
function mix(seed: number, block: number): number {
  let hash = Math.imul(seed, 0x9e3779b1) ^ Math.imul(block + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16) || 1
}
