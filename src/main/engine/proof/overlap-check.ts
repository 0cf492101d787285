import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { PartFile } from '../ports/files'

/**
 * What stood right before the places at which connections began, as their own responses had it. Where
 * no strong ETag proves that all responses are of one version, the bytes that others wrote there are
 * compared with it in the end.
 */
export class OverlapCheck {
  #before: { readonly position: number; readonly bytes: Uint8Array }[] = []

  get isEmpty(): boolean {
    return this.#before.length === 0
  }

  /** Those of others too. */
  merge(others: OverlapCheck): void {
    this.#before.push(...others.#before)
  }

  /** `bytes` are those right before `position`. */
  expect(position: number, bytes: Uint8Array): void {
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
    for (const overlap of this.#before) {
      const { position, bytes } = overlap
      const start = position - bytes.byteLength
      if (!isHeld(start, position)) continue
      const written = yield* part.read(start, position)
      if (!isSame(written, bytes)) throw new DownloadError('file-changed', { host })
      this.#before = this.#before.filter((other) => other !== overlap)
    }
  }
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index])
}
