import { createHash } from 'node:crypto'

const WORD_BYTES = 4

/** So far apart begin the contents that have different numbers. */
const STEP_BYTES = 4096
const CONTENTS = 2048

/** The pool grows by so much. */
const GROWTH_BYTES = 8 * 1024 * 1024

/** Every content is a piece of it: what is cut out of it costs nothing. */
let pool = new Uint8Array(0)

/**
 * Bytes that are random to look at, the same for the same number and length in all worlds; not to
 * be written to. Contents of different numbers differ in every aligned word of four bytes, and so do
 * different places of one.
 */
export function contentOf(number: number, lengthBytes: number): Uint8Array {
  const start = (number % CONTENTS) * STEP_BYTES
  const neededBytes = start + lengthBytes
  if (pool.byteLength < neededBytes) {
    pool = filled(Math.ceil(neededBytes / GROWTH_BYTES) * GROWTH_BYTES)
  }
  return pool.subarray(start, start + lengthBytes)
}

/** MurmurHash3's finalizer: no two words have the same value. */
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

/** The SHA-256 of what `contentOf` gives. */
export function digestOfContent(number: number, lengthBytes: number): Buffer {
  const key = `${number % CONTENTS} ${lengthBytes}`
  const known = digests.get(key)
  if (known !== undefined) return known
  if (digests.size === MOST_DIGESTS) digests.clear()
  const digest = createHash('sha256').update(contentOf(number, lengthBytes)).digest()
  digests.set(key, digest)
  return digest
}
