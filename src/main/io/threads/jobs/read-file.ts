import { type FileHandle, open } from 'node:fs/promises'

const READ_BYTES = 1024 * 1024

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
 * Reads `[start, end)`, or as much of it as there is, chunk after chunk: the next is read while the
 * last one is worked on. A chunk holds its bytes until the next is asked for. Aborted, it throws
 * within a chunk.
 */
export async function* chunksOf(
  handle: FileHandle,
  { start, end }: { readonly start: number; readonly end: number },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let [buffer, other] = sharedBuffers()
  let position = start
  let reading = begin(handle, buffer, position, end)
  try {
    for (;;) {
      const bytes = await reading
      signal.throwIfAborted()
      if (bytes === 0) return
      const chunk = buffer.subarray(0, bytes)
      position += bytes
      ;[buffer, other] = [other, buffer]
      reading = begin(handle, buffer, position, end)
      yield chunk
    }
  } finally {
    // Left early, nobody waits for the read that is under way: its buffer must not be used before.
    await reading.catch(() => undefined)
  }
}

let buffers: [Uint8Array, Uint8Array] | null = null

/** A thread has one job at a time, and a job one file: these two serve them all. */
function sharedBuffers(): [Uint8Array, Uint8Array] {
  buffers ??= [new Uint8Array(READ_BYTES), new Uint8Array(READ_BYTES)]
  return buffers
}

/** A read that fails while the chunk before is worked on is an error when it is waited for. */
function begin(...read: Parameters<typeof readInto>): Promise<number> {
  const reading = readInto(...read)
  reading.catch(() => undefined)
  return reading
}

async function readInto(
  handle: FileHandle,
  buffer: Uint8Array,
  position: number,
  end: number,
): Promise<number> {
  const length = Math.min(buffer.byteLength, end - position)
  if (length === 0) return 0
  return (await handle.read(buffer, 0, length, position)).bytesRead
}
