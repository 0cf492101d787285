import { createHash } from 'node:crypto'

const WORD_BYTES = 4

/** Distance between the starts of contents with neighbouring numbers. */
const STEP_BYTES = 4096
const CONTENTS = 2048

/** The pool grows by this much. */
const GROWTH_BYTES = 8 * 1024 * 1024

/** Every content is a view of it, so contents cost nothing. */
let pool = new Uint8Array(0)

/**
 * Bytes that look random, and are the same for the same number and length in all worlds; read-only.
 * Contents of different numbers differ in every aligned word of four bytes, as do different positions
 * of one content.
 */
export function contentOf(number: number, lengthBytes: number): Uint8Array {
  const start = (number % CONTENTS) * STEP_BYTES
  const neededBytes = start + lengthBytes
  if (pool.byteLength < neededBytes) {
    pool = filled(Math.ceil(neededBytes / GROWTH_BYTES) * GROWTH_BYTES)
  }
  return pool.subarray(start, start + lengthBytes)
}

/** Uses the finalizer of MurmurHash3: no two words are equal. */
function filled(lengthBytes: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(lengthBytes / WORD_BYTES)
  for (let index = 0; index < words.length; index += 1) {
    let word = index + 1
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
    words[index] = word ^ (word >>> 16)
  }
  return new Uint8Array(words.buffer)
}

const MOST_DIGESTS = 512
const digests = new Map<string, Buffer>()

/** The SHA-256 of a content. */
export function digestOfContent(number: number, lengthBytes: number): Buffer {
  const key = `${number % CONTENTS} ${lengthBytes}`
  const known = digests.get(key)
  if (known !== undefined) return known
  if (digests.size === MOST_DIGESTS) digests.clear()
  const digest = createHash('sha256').update(contentOf(number, lengthBytes)).digest()
  digests.set(key, digest)
  return digest
}
