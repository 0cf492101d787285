import type { Coroutine } from '../../kernel'
import { DownloadError } from '../download-error'
import type { PartFile } from '../ports/files'

/** How many bytes are fetched twice and compared where no strong ETag proves the version. */
export const OVERLAP_BYTES = 64 * 1024

/**
 * Bytes that a connection received right before the position at which it began, to be compared with
 * the bytes that another connection writes there. Needed where no strong ETag proves that all
 * responses are of one version.
 */
export class OverlapCheck {
  #expected: { readonly position: number; readonly bytes: Uint8Array }[] = []

  get isEmpty(): boolean {
    return this.#expected.length === 0
  }

  /** Adds everything that another check expects. */
  merge(other: OverlapCheck): void {
    this.#expected.push(...other.#expected)
  }

  /** Expects `bytes` right before `position`. */
  expect(position: number, bytes: Uint8Array): void {
    this.#expected.push({ position, bytes })
  }

  /**
   * Compares each expectation whose bytes are on disk by now, once; `isHeld` tells whether bytes
   * `[start, end)` are. Throws DownloadError: `file-changed` if other bytes were written.
   */
  *check(
    part: PartFile,
    isHeld: (start: number, end: number) => boolean,
    host: string,
  ): Coroutine<void> {
    for (const expected of this.#expected) {
      const { position, bytes } = expected
      const start = position - bytes.byteLength
      if (!isHeld(start, position)) continue
      const written = yield* part.read(start, position)
      if (!isSame(written, bytes)) throw new DownloadError('file-changed', { host })
      this.#expected = this.#expected.filter((other) => other !== expected)
    }
  }
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index])
}
