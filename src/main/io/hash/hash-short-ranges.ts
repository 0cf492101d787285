import fs from 'node:fs'
import { crc32 } from 'node:zlib'
import type { RangeToDigest } from '../../engine/ports/hasher'
import { closeFd, openFd } from '../files/descriptors'
import { crcBytes, crcOf } from '../threads/jobs/crc-bytes'

/** As the job `hashRanges`, on the loop: for ranges that are short together. */
export async function hashShortRanges(
  path: string,
  ranges: readonly RangeToDigest[],
): Promise<(Uint8Array | null)[]> {
  const fd = await openFd(path, 'r')
  try {
    const digests: (Uint8Array | null)[] = []
    for (const { start, end, after } of ranges) {
      const bytes = await readRange(fd, start, end)
      const isWhole = bytes.byteLength === end - start
      // Node takes no bytes for a beginning, whatever stood before them.
      const crc = bytes.byteLength === 0 ? crcOf(after) : crc32(bytes, crcOf(after))
      digests.push(isWhole ? crcBytes(crc) : null)
    }
    return digests
  } finally {
    await closeFd(fd)
  }
}

/** Fewer bytes if the file ends before. */
async function readRange(fd: number, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start)
  let filled = 0
  while (filled < bytes.byteLength) {
    const read = await readOnce(fd, bytes.subarray(filled), start + filled)
    if (read === 0) break
    filled += read
  }
  return bytes.subarray(0, filled)
}

function readOnce(fd: number, into: Uint8Array, position: number): Promise<number> {
  return new Promise((settle, reject) => {
    fs.read(fd, into, 0, into.byteLength, position, (error, bytes) =>
      error === null ? settle(bytes) : reject(error),
    )
  })
}
