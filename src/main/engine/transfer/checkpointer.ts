import { type Coroutine, runningLoop, type Task, type TaskGroup, taskGroup } from '../../kernel'
import type { Download } from '../life/download'
import type { Transactions } from '../ports/store'
import type { DownloadRecord, SegmentRecord } from '../records'
import { doneBytes } from '../segments/segment-records'
import { CheckpointSchedule, LEAST_INTERVAL_MS } from './checkpoint-schedule'
import type { OpenPart } from './open-part'

export interface CheckpointerOptions {
  readonly download: Pick<Download, 'checkpoint'> & {
    readonly record: Pick<DownloadRecord, 'url'>
  }
  readonly transactions: Pick<Transactions, 'deferCommit'>
  readonly opened: OpenPart
  /** How long a few bytes may wait for a checkpoint, in milliseconds. */
  readonly checkpointMs: number
}

/**
 * Records which bytes of a part file can be trusted after a crash, together with the digests of its
 * blocks.
 *
 * Invariant 4: a checkpoint never claims more than the disk holds: first the snapshot, then the
 * flush, then the record.
 */
export class Checkpointer {
  readonly #download: CheckpointerOptions['download']
  readonly #transactions: CheckpointerOptions['transactions']
  readonly #opened: OpenPart
  readonly #schedule: CheckpointSchedule
  readonly #loop = runningLoop()
  /** How many bytes the latest checkpoint claims; null before the first one. */
  #recordedBytes: number | null = null

  /** Must be created inside the loop that runs the transfer. */
  constructor({ download, transactions, opened, checkpointMs }: CheckpointerOptions) {
    this.#download = download
    this.#transactions = transactions
    this.#opened = opened
    this.#schedule = new CheckpointSchedule(checkpointMs)
  }

  /** Call after each write to the part file. */
  wrote(bytes: number): void {
    this.#schedule.add(bytes)
  }

  /** Makes one checkpoint. Throws DownloadError. */
  *checkpoint(): Coroutine<void> {
    const segments = yield* this.#flush()
    this.#record(segments)
    this.#opened.digests.written(segments)
  }

  /**
   * Makes checkpoints and digests blocks while `fetching` runs. A transfer that ends before the
   * first checkpoint is due starts neither Task.
   */
  *during(fetching: () => Coroutine<void>): Coroutine<void> {
    yield* taskGroup((group) => this.#duringIn(group, fetching))
  }

  /**
   * Makes the last checkpoint. Bytes without a digest are read back during the flush and recorded
   * after it; if there are many, the record that the file is whole does not wait for them.
   */
  *recordWhole(): Coroutine<void> {
    const { map, digests } = this.#opened
    const written = map.records()
    const missing = digests.missing(written).length
    if (missing === 0) {
      this.#record(yield* this.#flush())
      return
    }
    digests.written(written)
    const segments = yield* taskGroup((group) => {
      group.spawn(digests.catchUp(), 'block digests')
      return this.#flushWhole(missing > 1)
    })
    this.#record(segments)
  }

  /** Makes a checkpoint unless the latest one already records everything. */
  *recordRest(): Coroutine<void> {
    const { map, digests } = this.#opened
    if (map.doneBytes() !== this.#recordedBytes || digests.hasUnrecorded()) {
      yield* this.checkpoint()
    }
  }

  *#duringIn(group: TaskGroup, fetching: () => Coroutine<void>): Coroutine<void> {
    const keepers: Task<void>[] = []
    const later = this.#loop.callLater(LEAST_INTERVAL_MS, () => {
      keepers.push(group.spawn(this.#keepCheckpoints(), 'checkpointer'))
      keepers.push(group.spawn(this.#opened.digests.keepHashing(), 'block digests'))
    })
    try {
      yield* fetching()
    } finally {
      later.cancel()
    }
    for (const keeper of keepers) keeper.cancel()
  }

  *#keepCheckpoints(): Coroutine<void> {
    let tookMs = 0
    for (;;) {
      yield* this.#schedule.waitUntilDue(tookMs)
      const startedAtMs = this.#loop.now()
      yield* this.checkpoint()
      tookMs = this.#loop.now() - startedAtMs
    }
  }

  /** Flushes all received bytes; returns the segments that a record may claim from then on. */
  *#flush(): Coroutine<SegmentRecord[]> {
    const { map, part, overlaps } = this.#opened
    this.#schedule.started()
    const segments = map.records()
    // The record joins neighbouring segments, and then the place where they met is unknown.
    const { host } = new URL(this.#download.record.url)
    yield* overlaps.check(part, (start, end) => map.holds(start, end), host)
    yield* part.flush()
    return segments
  }

  *#flushWhole(isRecorded: boolean): Coroutine<SegmentRecord[]> {
    const segments = yield* this.#flush()
    if (isRecorded) this.#record(segments)
    return segments
  }

  #record(segments: readonly SegmentRecord[]): void {
    const blocks = this.#opened.digests.take()
    this.#transactions.deferCommit(() => this.#download.checkpoint(segments, blocks))
    this.#recordedBytes = doneBytes(segments)
  }
}
