import { readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'

/** So little that it is still in the processor's cache when it is worked on. */
const READ_BYTES = 256 * 1024

/**
 * Opens a file for `work` to read from, and closes it when `work` is done, however that is. Throws
 * what the file system throws.
 */
export async function withFile<T>(
  path: string,
  work: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const handle = await open(path, 'r')
  try {
    return await work(handle)
  } finally {
    await handle.close()
  }
}

/**
 * Reads `[start, end)`, or as much of it as there is, chunk after chunk. A chunk holds its bytes
 * until the next is asked for. Aborted, it throws within a chunk.
 */
export async function* chunksOf(
  handle: FileHandle,
  { start, end }: { readonly start: number; readonly end: number },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let position = start; position < end; ) {
    // News of an abort come in between.
    await turn()
    signal.throwIfAborted()
    // This thread has nothing else to do meanwhile, and the system reads ahead.
    const bytes = readSync(handle.fd, buffer, 0, Math.min(READ_BYTES, end - position), position)
    if (bytes === 0) return
    position += bytes
    yield buffer.subarray(0, bytes)
  }
}

/** A thread has one job at a time, and a job one file: this serves them all. */
const buffer = new Uint8Array(READ_BYTES)
