/** Received bytes, in the pieces in which they arrived. */
export type Chunks = readonly Uint8Array[]

export const totalBytes = (chunks: Chunks): number =>
  chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)

/** Splits after the first `bytes`, without copying. */
export function cutAt(chunks: Chunks, bytes: number): readonly [first: Chunks, rest: Chunks] {
  let left = bytes
  const first: Uint8Array[] = []
  const rest: Uint8Array[] = []
  for (const chunk of chunks) {
    const here = Math.min(left, chunk.byteLength)
    if (here > 0) first.push(chunk.subarray(0, here))
    if (here < chunk.byteLength) rest.push(chunk.subarray(here))
    left -= here
  }
  return [first, rest]
}

/** A copy in one piece. */
export function concatenated(chunks: Chunks): Uint8Array {
  const all = new Uint8Array(totalBytes(chunks))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
