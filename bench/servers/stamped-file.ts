import { open, stat } from 'node:fs/promises'

const BLOCK_BYTES = 1024 * 1024

/** Makes a file, each of whose blocks of 1 MiB begins with its number. */
export async function writeStampedFile(path: string, lengthBytes: number): Promise<void> {
  const file = await open(path, 'w')
  const block = Buffer.alloc(BLOCK_BYTES, 'Rill measures. ')
  try {
    for (let start = 0; start < lengthBytes; start += BLOCK_BYTES) {
      block.writeUInt32LE(start / BLOCK_BYTES)
      await file.write(block, 0, Math.min(BLOCK_BYTES, lengthBytes - start), start)
    }
  } finally {
    await file.close()
  }
}

/** Throws unless the file has its length, and all blocks are in their place. */
export async function checkStampedFile(path: string, lengthBytes: number): Promise<void> {
  const { size } = await stat(path)
  if (size !== lengthBytes) throw new Error(`has ${size} bytes instead of ${lengthBytes}`)
  const file = await open(path)
  const stamp = Buffer.alloc(4)
  try {
    for (let start = 0; start < lengthBytes; start += BLOCK_BYTES) {
      await file.read(stamp, 0, stamp.length, start)
      if (stamp.readUInt32LE() !== start / BLOCK_BYTES) throw new Error(`is wrong at ${start}`)
    }
  } finally {
    await file.close()
  }
}
