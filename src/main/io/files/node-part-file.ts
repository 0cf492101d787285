import fs from 'node:fs'
import type { PartFile } from '../../engine/ports'
import { CancelledError, type Coroutine, untilDone } from '../../kernel'
import { translateFileError } from './translate-error'

/** An open part file. Its operations cannot be called off: a cancelled Task waits for their end. */
export class NodePartFile implements PartFile {
  readonly #fd: number
  readonly #dir: string

  constructor(fd: number, dir: string) {
    this.#fd = fd
    this.#dir = dir
  }

  *lengthBytes(): Coroutine<number> {
    const stats = yield* this.#try(untilDone<fs.Stats>((done) => fs.fstat(this.#fd, done)))
    return stats.size
  }

  *setLength(lengthBytes: number): Coroutine<void> {
    yield* this.#try(untilDone<void>((done) => fs.ftruncate(this.#fd, lengthBytes, done)))
  }

  *write(chunks: readonly Uint8Array[], position: number): Coroutine<void> {
    let left = chunks
    let at = position
    while (left.length > 0) {
      const written = yield* this.#try(
        untilDone<number>((done) => fs.writev(this.#fd, left, at, done)),
      )
      at += written
      left = withoutFirst(left, written)
    }
  }

  *flush(): Coroutine<void> {
    yield* this.#try(untilDone<void>((done) => fs.fdatasync(this.#fd, done)))
  }

  *close(): Coroutine<void> {
    yield* this.#try(untilDone<void>((done) => fs.close(this.#fd, done)))
  }

  *#try<T>(operation: Coroutine<T>): Coroutine<T> {
    try {
      return yield* operation
    } catch (error) {
      throw error instanceof CancelledError ? error : translateFileError(error, this.#dir)
    }
  }
}

/** A short write is legal: what it left out is written next. */
function withoutFirst(chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let left = bytes
  let index = 0
  for (const chunk of chunks) {
    if (chunk.byteLength > left) break
    left -= chunk.byteLength
    index += 1
  }
  const [first, ...rest] = chunks.slice(index)
  return first === undefined ? [] : [first.subarray(left), ...rest]
}
