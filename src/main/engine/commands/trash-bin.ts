import type { DownloadId } from '../../../shared/download'
import { type Coroutine, Event, sleep } from '../../kernel'
import type { Download } from '../life/download'
import type { TrashMark } from '../records'

/** A download in the trash. */
export interface Trashed {
  readonly id: DownloadId
  readonly trashed: TrashMark
  /** null for one that was completed, which is in the store alone. */
  readonly download: Download | null
}

export interface TrashBinOptions {
  /** How long a download can be restored, in ms. */
  readonly undoMs: number
  /** The calendar's time, in ms since 1970. */
  readonly epochMs: () => number
}

/** The downloads in the trash, the oldest first. */
export class TrashBin {
  readonly #options: TrashBinOptions
  readonly #trashed = new Map<DownloadId, Trashed>()
  readonly #filled = new Event('a download in the trash')

  constructor(options: TrashBinOptions) {
    this.#options = options
  }

  add(trashed: Trashed): void {
    this.#trashed.set(trashed.id, trashed)
    this.#filled.set()
  }

  /** Takes these out, if they are still there. */
  take(ids: readonly DownloadId[]): Trashed[] {
    return [...new Set(ids)].flatMap((id) => {
      const trashed = this.#trashed.get(id)
      this.#trashed.delete(id)
      return trashed ?? []
    })
  }

  all(): Trashed[] {
    return [...this.#trashed.values()]
  }

  /** Waits for downloads that can no longer be restored, and takes them out. */
  *due(): Coroutine<Trashed[]> {
    for (;;) {
      const [oldest] = this.#trashed.values()
      if (oldest === undefined) {
        this.#filled.clear()
        yield* this.#filled.wait()
        continue
      }
      // The calendar may have gone back meanwhile.
      const waitMs = Math.min(this.#leftMs(oldest), this.#options.undoMs)
      if (waitMs > 0) yield* sleep(waitMs)
      else return this.take(this.#dueIds())
    }
  }

  #dueIds(): DownloadId[] {
    return this.all().flatMap((trashed) => (this.#leftMs(trashed) <= 0 ? trashed.id : []))
  }

  #leftMs({ trashed }: Trashed): number {
    return trashed.atMs + this.#options.undoMs - this.#options.epochMs()
  }
}
