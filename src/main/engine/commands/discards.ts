import type { DownloadId } from '../../../shared/download'
import { type Coroutine, Event, sleep } from '../../kernel'
import type { Download } from '../download'
import { DownloadError } from '../download-error'
import type { Ports } from '../ports/ports'
import type { Scheduler } from '../queue/scheduler'
import type { Discarded, DownloadRecord } from '../records'

/** So many of those that are in the store alone become final at once. */
const CHUNK = 500

/** A discarded download; one that was completed is in the store alone. */
export interface Discard {
  readonly id: DownloadId
  readonly discarded: Discarded
  readonly download: Download | null
}

export interface DiscardsOptions {
  readonly ports: Ports
  readonly undoMs: number
  readonly scheduler: Pick<Scheduler, 'drop'>
  /** The calendar's time. */
  readonly epochMs: () => number
  /** It could not be made final, so it is in the list again. */
  readonly comesBack: (discard: Discard, error: DownloadError) => void
}

/**
 * What a person has given up, and may have back for a while, after which it is final: the record is
 * gone, and its unfinished file in the trash. What the process does not live to make final, the next
 * one does.
 */
export class Discards {
  readonly #options: DiscardsOptions
  /** The oldest first. */
  readonly #discards = new Map<DownloadId, Discard>()
  readonly #arrived = new Event('a discarded download')

  constructor(options: DiscardsOptions) {
    this.#options = options
  }

  add(discard: Discard): void {
    this.#discards.set(discard.id, discard)
    this.#arrived.set()
  }

  /** Takes those out that are still there. */
  take(ids: readonly DownloadId[]): Discard[] {
    return [...new Set(ids)].flatMap((id) => {
      const discard = this.#discards.get(id)
      this.#discards.delete(id)
      return discard ?? []
    })
  }

  /** All that can still be had back, the oldest first. */
  all(): Discard[] {
    return [...this.#discards.values()]
  }

  /** Makes each final when its time is over; for ever. */
  *serve(): Coroutine<void> {
    for (;;) {
      const [oldest] = this.#discards.values()
      if (oldest === undefined) {
        this.#arrived.clear()
        yield* this.#arrived.wait()
        continue
      }
      const { undoMs } = this.#options
      // The calendar may have gone back meanwhile.
      const waitMs = Math.min(this.#leftMs(oldest), undoMs)
      if (waitMs > 0) yield* sleep(waitMs)
      else yield* this.#finish(this.all().filter((discard) => this.#leftMs(discard) <= 0))
    }
  }

  #leftMs({ discarded }: Discard): number {
    return discarded.atMs + this.#options.undoMs - this.#options.epochMs()
  }

  *#finish(due: readonly Discard[]): Coroutine<void> {
    const { scheduler } = this.#options
    for (const discard of this.take(due.map(({ id }) => id))) {
      const { download } = discard
      if (download !== null) {
        scheduler.drop(download, () => this.#forget([discard], () => download.record))
      }
    }
    const stored = due.filter(({ download }) => download === null)
    for (let from = 0; from < stored.length; from += CHUNK) {
      const { store } = this.#options.ports
      yield* this.#forget(stored.slice(from, from + CHUNK), ({ id }) => store.claims.take(id))
    }
  }

  *#forget(
    discards: readonly Discard[],
    recordOf: (discard: Discard) => DownloadRecord | null,
  ): Coroutine<void> {
    const { ports, comesBack } = this.#options
    const forgotten: DownloadId[] = []
    for (const discard of discards) {
      try {
        const keepsAll = discard.download === null && !discard.discarded.withFile
        const record = keepsAll ? null : recordOf(discard)
        if (record !== null) yield* discardFile(record, ports)
        forgotten.push(discard.id)
      } catch (thrown) {
        if (!(thrown instanceof DownloadError)) throw thrown
        comesBack(discard, thrown)
      }
    }
    try {
      ports.store.downloads.remove(forgotten)
    } catch (thrown) {
      // They are discarded on record too: the next start tries again.
      if (!(thrown instanceof DownloadError)) throw thrown
    }
  }
}

/** A part that is the repair of a finished file holds what a person had before: it is one as well. */
function* discardFile(record: DownloadRecord, { files }: Ports): Coroutine<void> {
  const { dir, fileName, partName, lengthBytes, finishedAtMs, discarded } = record
  if (record.state !== 'completed') {
    if (partName === null) return
    if (finishedAtMs === null || discarded?.withFile === true) yield* files.discard(dir, partName)
  } else if (fileName !== null && discarded?.withFile === true) {
    // Another file of that name is not its own.
    const length = yield* files.lengthOf(dir, fileName)
    if (length !== null && length === (lengthBytes ?? length)) yield* files.discard(dir, fileName)
  }
}
