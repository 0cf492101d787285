/** Bytes as they arrived, in pieces. */
export type Chunks = readonly Uint8Array[]

export const totalBytes = (chunks: Chunks): number =>
  chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)

/** The first `bytes` of them, and what comes after; nothing is copied. */
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
