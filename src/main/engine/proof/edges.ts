import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { PartFile } from '../ports'

/**
 * What stood right before the places at which connections began, as their own answers had it. Where
 * no strong ETag proves that all answers are of one version, the bytes that others wrote there are
 * compared with it in the end.
 */
export class Edges {
  #before: { readonly position: number; readonly bytes: Uint8Array }[] = []

  get isEmpty(): boolean {
    return this.#before.length === 0
  }

  /** Those of others too. */
  takeIn(others: Edges): void {
    this.#before.push(...others.#before)
  }

  /** `bytes` are those right before `position`. */
  note(position: number, bytes: Uint8Array): void {
    this.#before.push({ position, bytes })
  }

  /**
   * Compares where the neighbour has arrived by now, as `isHeld` tells of bytes `[start, end)`; each
   * place once. Throws `file-changed` if it wrote something else.
   */
  *check(
    part: PartFile,
    isHeld: (start: number, end: number) => boolean,
    host: string,
  ): Coroutine<void> {
    for (const edge of this.#before) {
      const { position, bytes } = edge
      const start = position - bytes.byteLength
      if (!isHeld(start, position)) continue
      const written = yield* part.read(start, position)
      if (!isSame(written, bytes)) throw new DownloadError('file-changed', { host })
      this.#before = this.#before.filter((other) => other !== edge)
    }
  }
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index])
}
