import type { ConnectionPlan, DetailsSegment } from '../../../shared/details'
import {
  CancelledError,
  type Coroutine,
  currentTask,
  runningLoop,
  type Task,
  type TaskGroup,
  taskGroup,
} from '../../kernel'
import { type ConnectionLimit, ConnectionPool } from '../connections/connection-pool'
import type { ConnectionOptions } from '../connections/fetch-segment'
import type { RetryWait } from '../connections/retry-wait'
import type { Throttle } from '../connections/throttle'
import type { Download } from '../download'
import { DownloadError, toDownloadError } from '../download-error'
import type { ConnectionPermit } from '../hosts/connection-permit'
import type { HostAccess } from '../hosts/host-access'
import type { Policy } from '../policy'
import type { HttpResponse, PartFile, Ports, RequestOptions, SegmentRecord } from '../ports'
import { BlockDigests } from '../proof/block-digests'
import { segmentsToRepair } from '../proof/blocks'
import { checkBlocks } from '../proof/check-file'
import { findChecksums } from '../proof/find-checksums'
import { OverlapCheck } from '../proof/overlap-check'
import { strongEtag } from '../proof/validator'
import { prepareRepair } from '../proof/verify-download'
import { recheckBoundaries } from '../segments/recheck-boundaries'
import { SegmentMap } from '../segments/segment-map'
import { doneBytes, isWhole } from '../segments/segment-records'
import { beginDownload, resetProgress } from './begin-download'
import { CheckpointSchedule, LEAST_INTERVAL_MS } from './checkpoint-schedule'
import {
  giveFinalName,
  proveDownload,
  recordCompletion,
  standsUnderFinalName,
} from './finish-download'
import { mayRestart } from './restart-decision'
import { decideRetry } from './retry-decision'
import { SpeedMeter } from './speed-meter'
import { waitForDisk } from './wait-for-disk'

/** Where bytes in the middle cannot be asked for. */
const ONE_FOR_SERVER: ConnectionLimit = { most: 1, by: 'server' }

/** A file of no more than this is written by one connection, from its beginning to its end. */
const SHORT_BYTES = 1024 * 1024

export interface TransferOptions {
  readonly download: Download
  readonly ports: Ports
  readonly policy: Policy
  /** As a person wants them at this moment. */
  readonly request: () => RequestOptions
  /** Most connections, and whether a person chose that for this download. */
  readonly connections: () => ConnectionLimit
  /** Whether to look for checksums beside the file. */
  readonly findChecksums: boolean
  /** The download's own limit, below that of all together. */
  readonly throttle: Throttle
  /** Where it waits between attempts. */
  readonly retryWait: RetryWait
  /** The way to the link's host, which other downloads may use as well. */
  readonly access: HostAccess
  /** Called when it has begun to land. */
  readonly finalizing: () => void
}

/** The running of a download: from the first request, or the checkpoint, to the final name. */
export class Transfer {
  readonly #download: Download
  readonly #ports: Ports
  readonly #policy: Policy
  readonly #request: () => RequestOptions
  readonly #connections: () => ConnectionLimit
  readonly #findChecksums: boolean
  readonly #throttle: Throttle
  readonly #access: HostAccess
  readonly #retryWait: RetryWait
  readonly #checkpoints: CheckpointSchedule
  readonly #loop = runningLoop()
  readonly #speed = new SpeedMeter(this.#loop.now())
  #map: SegmentMap | null = null
  #part: PartFile | null = null
  #digests: BlockDigests | null = null
  #overlaps = new OverlapCheck()
  #pool: ConnectionPool | null = null
  #retrying: { readonly error: DownloadError; readonly atMs: number } | null = null
  /** How many bytes the record claims that was made last; null if none was made. */
  #recordedBytes: number | null = null
  readonly #onFinalizing: () => void
  #isFinalizing = false

  constructor({
    download,
    ports,
    policy,
    request,
    connections,
    findChecksums,
    throttle,
    access,
    retryWait,
    finalizing,
  }: TransferOptions) {
    this.#download = download
    this.#ports = ports
    this.#policy = policy
    this.#checkpoints = new CheckpointSchedule(policy.checkpointMs)
    this.#request = request
    this.#connections = connections
    this.#findChecksums = findChecksums
    this.#throttle = throttle
    this.#access = access
    this.#retryWait = retryWait
    this.#onFinalizing = finalizing
  }

  /** A short file has come; what is left is a moment's work of the disk. */
  get isFinalizing(): boolean {
    return this.#isFinalizing
  }

  get doneBytes(): number | null {
    return this.#map?.doneBytes() ?? null
  }

  get connections(): number {
    return this.#pool?.receiving ?? 0
  }

  get retrying(): { readonly error: DownloadError; readonly atMs: number } | null {
    return this.#retrying
  }

  speedBytesPerSec(): number {
    return this.#speed.bytesPerSec(this.#loop.now())
  }

  /** How many connections it should have now, and why; null while none can be there. */
  plan(): ConnectionPlan | null {
    return this.#pool?.plan() ?? null
  }

  /** The tiles of the file with the connections at work on them; null while nothing is planned. */
  segments(): DetailsSegment[] | null {
    if (this.#map === null) return null
    return this.#map.tiles().map((tile) => ({
      start: tile.start,
      position: tile.position,
      end: Number.isFinite(tile.end) ? tile.end : null,
      work: tile.taken ? (this.#pool?.workOn(tile) ?? null) : null,
    }))
  }

  /** Its own limit, in bytes per second, from this moment on. */
  limit(limitBytesPerSec: number | null): void {
    this.#throttle.setLimit(limitBytesPerSec)
  }

  /** A pause is over: what was before it says nothing of the speed now. */
  forgetSpeed(): void {
    this.#speed.reset(this.#loop.now())
  }

  /**
   * Runs until the file stands under its final name. Throws the DownloadError that ended it.
   * Cancelled, it leaves the part file and a checkpoint to continue from.
   */
  *run(): Coroutine<void> {
    for (let failures = 0; ; ) {
      try {
        const { files, store } = this.#ports
        if (yield* standsUnderFinalName(this.#download, files)) {
          // The process that gave it may have ended before the name was there for good.
          yield* files.flushNames(this.#download.record.dir)
        } else {
          yield* this.#fetch()
          if (this.#findChecksums) yield* this.#lookForChecksums()
          yield* proveDownload(this.#download, this.#ports)
          // Or a file under its final name might stand on record, after a power cut, as one in parts.
          yield* store.flush()
          yield* giveFinalName(this.#download, files)
        }
        recordCompletion(this.#download, this.#ports.store, this.#loop.clock.epochMs())
        return
      } catch (thrown) {
        if (thrown instanceof CancelledError) throw thrown
        const error = toDownloadError(thrown)
        if (isCancelled()) {
          // Its clean-up failed: that does not call off what a person or the end of Rill asked for.
          this.#download.timeline.note('unsaved', error)
          throw error.family === 'bug' ? error : new CancelledError()
        }
        if (error.family === 'waiting' && this.#policy.waitsForDisk) {
          yield* this.#waitForDisk(error)
        } else {
          failures += 1
          yield* this.#restart(error, failures)
        }
      }
    }
  }

  /**
   * Invariant 4: a checkpoint never claims more than the disk holds: first the snapshot, then the
   * flush, then the record.
   */
  *checkpoint(): Coroutine<void> {
    if (this.#map === null || this.#part === null) return
    const segments = yield* this.#flush(this.#map, this.#part)
    this.#record(segments)
    this.#digests?.written(segments)
  }

  /** Flushes all that has come; returns what may be said of it. */
  *#flush(map: SegmentMap, part: PartFile): Coroutine<SegmentRecord[]> {
    this.#checkpoints.started()
    const segments = map.records()
    // Before they are joined on record, and nobody knows any more where they met.
    const { host } = new URL(this.#download.record.url)
    yield* this.#overlaps.check(part, (start, end) => map.holds(start, end), host)
    yield* part.flush()
    return segments
  }

  #record(segments: readonly SegmentRecord[]): void {
    const blocks = this.#digests?.take()
    this.#ports.store.soon(() => this.#download.checkpoint(segments, blocks))
    this.#recordedBytes = doneBytes(segments)
  }

  *#lookForChecksums(): Coroutine<void> {
    const { url, options, foundChecksums } = this.#download.record
    if (options.checksums.length > 0 || foundChecksums.length > 0) return
    const { source } = this.#ports
    const found = yield* this.#access.withPermit(
      (wait) => this.#setWaiting(wait),
      () => findChecksums({ source, url, options: this.#request() }),
    )
    this.#download.patch({ foundChecksums: found })
  }

  *#waitForDisk(error: DownloadError): Coroutine<void> {
    const { dir, partName, lengthBytes } = this.#download.record
    const neededBytes = Math.max(0, (lengthBytes ?? 0) - (this.doneBytes ?? 0))
    const pollMs = this.#policy.diskPollMs
    const spot = { dir, neededBytes, isNew: partName === null }
    yield* waitForDisk(error, spot, this.#ports.files, { pollMs }, (reason) => {
      this.#setWaiting({ error: reason, delayMs: pollMs })
      this.#download.timeline.note('waiting', reason)
    })
    this.#setWaiting(null)
  }

  /** Waits and clears the way for a new attempt from the first byte, or throws the error. */
  *#restart(error: DownloadError, failures: number): Coroutine<void> {
    const { resumable, finishedAtMs, segments } = this.#download.record
    // What a person had for a finished file is not thrown away without asking.
    const isRepair = finishedAtMs !== null
    const { restartBelowBytes } = this.#policy
    const lostBytes = this.doneBytes ?? 0
    const circumstances = { error, resumable, lostBytes, restartBelowBytes, isRepair }
    if (!mayRestart(circumstances)) throw error
    const delayMs =
      error.family === 'restart' && failures < this.#policy.maxTries
        ? 0
        : this.#retryDelayMs(error, failures)
    if (delayMs === null) throw error
    const costBytes = this.doneBytes ?? doneBytes(segments)
    this.#overlaps = new OverlapCheck()
    this.#map = null
    resetProgress(this.#download, costBytes, error, { delayMs })
    this.#setWaiting({ error, delayMs })
    yield* this.#retryWait.wait(delayMs)
    this.#setWaiting(null)
  }

  /** Brings every byte into the part file. */
  *#fetch(): Coroutine<void> {
    this.#isFinalizing = false
    const { files } = this.#ports
    const { dir, resumable, segments } = this.#download.record
    if (resumable === false && !isWhole(segments)) {
      resetProgress(this.#download, doneBytes(segments))
    }
    let first: { readonly response: HttpResponse; readonly permit: ConnectionPermit } | null = null
    try {
      if (this.#download.record.segments.length === 0) {
        first = yield* this.#begin()
      }
      // Or a part might outlive a power cut of which nobody knows: also one that was recorded by a
      // process which has ended since. Until it is opened it is known by its look.
      yield* this.#ports.store.flush()
      const { partName, finishedAtMs } = this.#download.record
      if (partName === null) throw new DownloadError('part-file-lost')
      if (finishedAtMs !== null && (yield* files.lengthOf(dir, partName)) === null) {
        // The process that began the repair has ended right at its beginning.
        yield* prepareRepair(this.#download, this.#ports)
      }
      const part = yield* files.openPart(dir, partName)
      try {
        yield* this.#prepare(part)
        this.#part = part
        yield* this.#fetchInto(part, first?.response ?? null, first?.permit ?? null)
        if (!this.#findChecksums) this.#beginFinalizing()
        yield* this.#recordWhole(part)
      } finally {
        yield* this.#letGo(part)
      }
    } finally {
      first?.response.close()
      first?.permit.release()
    }
  }

  #beginFinalizing(): void {
    if ((this.doneBytes ?? 0) > SHORT_BYTES) return
    this.#isFinalizing = true
    this.#ports.store.soon(() => this.#download.patch({ state: 'verifying' }))
    this.#onFinalizing()
  }

  /** Sends the first request, as soon as the host has a place for it. */
  *#begin(): Coroutine<{ readonly response: HttpResponse; readonly permit: ConnectionPermit }> {
    const begin = () =>
      beginDownload(this.#download, this.#ports, this.#request(), this.#policy.stallMs)
    const begun = yield* this.#access.open((wait) => this.#setWaiting(wait), begin)
    this.#setWaiting(null)
    return begun
  }

  /**
   * The last checkpoint. What is not hashed yet is read back during the flush and recorded after it;
   * where that is much, it is not waited for to record that the file is whole.
   */
  *#recordWhole(part: PartFile): Coroutine<void> {
    const [map, digests] = [this.#map, this.#digests]
    if (map === null || digests === null) return
    const written = map.records()
    const missing = digests.missing(written).length
    if (missing === 0) {
      this.#record(yield* this.#flush(map, part))
      return
    }
    digests.written(written)
    const segments = yield* taskGroup((group) => {
      group.spawn(digests.catchUp(), 'digests')
      return this.#flushWhole(map, part, missing > 1)
    })
    this.#record(segments)
  }

  *#flushWhole(map: SegmentMap, part: PartFile, isRecorded: boolean): Coroutine<SegmentRecord[]> {
    const segments = yield* this.#flush(map, part)
    if (isRecorded) this.#record(segments)
    return segments
  }

  *#letGo(part: PartFile): Coroutine<void> {
    try {
      if (this.#map?.doneBytes() !== this.#recordedBytes || this.#digests?.hasUnrecorded()) {
        yield* this.checkpoint()
      }
    } finally {
      this.#part = null
      this.#pool = null
      this.#digests = null
      yield* part.close()
    }
  }

  *#prepare(part: PartFile): Coroutine<void> {
    if (part.touched === true) yield* this.#distrust()
    const { dir, partName, lengthBytes, segments, validator } = this.#download.record
    const heldBytes = yield* part.lengthBytes()
    if (segments.some((s) => s.position > s.start && s.position > heldBytes)) {
      throw new DownloadError('part-file-lost')
    }
    const isShorter = lengthBytes !== null && heldBytes < lengthBytes
    const growsAlone = isShorter && lengthBytes <= SHORT_BYTES
    if (lengthBytes !== null && heldBytes !== lengthBytes && !growsAlone) {
      yield* part.setLength(lengthBytes)
    }
    this.#overlaps = new OverlapCheck()
    const isProven = strongEtag(validator) !== null
    const map = isProven ? segments : yield* recheckBoundaries(segments, part, this.#overlaps)
    this.#map = new SegmentMap(map)
    this.#recordedBytes = null
    const known = this.#ports.store.blocks(this.#download.id)
    this.#digests = new BlockDigests({ ...this.#ports, dir, partName: partName ?? '', known })
  }

  /** Somebody wrote to the part: only blocks that still have their digest are kept. */
  *#distrust(): Coroutine<void> {
    const { hasher, store } = this.#ports
    const { dir, partName, lengthBytes } = this.#download.record
    if (partName === null || lengthBytes === null) throw new DownloadError('part-file-lost')
    const blocks = store.blocks(this.#download.id)
    const part = { hasher, dir, name: partName }
    const { damaged, damagedBytes, unknown } = yield* checkBlocks(part, blocks, lengthBytes)
    this.#download.timeline.note('damaged', { damagedBytes })
    // As one: a digest of bytes that are about to change must not outlive them.
    store.batch(() => {
      store.forgetBlocks(this.#download.id, damaged)
      this.#download.checkpoint(segmentsToRepair([...damaged, ...unknown], lengthBytes))
    })
  }

  *#fetchInto(
    part: PartFile,
    first: HttpResponse | null,
    permit: ConnectionPermit | null,
  ): Coroutine<void> {
    const map = this.#map
    if (map === null || map.isComplete()) return
    const pool = new ConnectionPool({
      connection: this.#connection(map, part),
      access: this.#access,
      retryWait: this.#retryWait,
      limit: () =>
        this.#download.record.resumable === true ? this.#connections() : ONE_FOR_SERVER,
      retryDelayMs: (error, failures) =>
        this.#download.record.resumable === true ? this.#retryDelayMs(error, failures) : null,
      waiting: (wait) => this.#setWaiting(wait),
      noted: (kind, error, facts = {}) => this.#download.timeline.note(kind, error ?? {}, facts),
    })
    this.#pool = pool
    yield* taskGroup((group) => this.#keepRecordsDuring(group, () => pool.run(first, permit)))
    if (!map.isComplete()) throw new DownloadError('bug', { detail: 'bytes are missing' })
    if (this.#download.record.lengthBytes === null) yield* part.setLength(map.doneBytes())
  }

  /** What is over before the first checkpoint is due needs nobody who makes one. */
  *#keepRecordsDuring(group: TaskGroup, fetching: () => Coroutine<void>): Coroutine<void> {
    const keepers: Task<void>[] = []
    const later = this.#loop.callLater(LEAST_INTERVAL_MS, () => {
      keepers.push(group.spawn(this.#keepCheckpoints(), 'checkpointer'))
      if (this.#digests !== null) keepers.push(group.spawn(this.#digests.keepHashing(), 'digests'))
    })
    try {
      yield* fetching()
    } finally {
      later.cancel()
    }
    for (const keeper of keepers) keeper.cancel()
  }

  #connection(map: SegmentMap, part: PartFile): ConnectionOptions {
    const { url, lengthBytes, validator, contentType } = this.#download.record
    const request = this.#request
    return {
      source: this.#ports.source,
      url,
      get options() {
        return request()
      },
      expected: { name: this.#download.name, contentType },
      known: { lengthBytes, validator },
      overlaps: this.#overlaps,
      map,
      part,
      throttle: this.#throttle,
      stallMs: this.#policy.stallMs,
      wrote: (bytes) => {
        this.#checkpoints.add(bytes)
        this.#speed.add(bytes, this.#loop.now())
        this.#download.progressed()
      },
    }
  }

  *#keepCheckpoints(): Coroutine<void> {
    let tookMs = 0
    for (;;) {
      yield* this.#checkpoints.waitUntilDue(tookMs)
      const startedAtMs = this.#loop.now()
      yield* this.checkpoint()
      tookMs = this.#loop.now() - startedAtMs
    }
  }

  #retryDelayMs(error: DownloadError, failures: number): number | null {
    const { maxTries } = this.#policy
    return decideRetry({ error, failures, maxTries, random: this.#ports.random() })
  }

  #setWaiting(wait: { readonly error: DownloadError; readonly delayMs: number } | null): void {
    this.#retrying =
      wait === null ? null : { error: wait.error, atMs: this.#loop.clock.epochMs() + wait.delayMs }
    this.#download.progressed()
  }
}

/** Whether the Task was asked to end, whatever its clean-up has thrown since. */
function isCancelled(): boolean {
  return currentTask().cancelling() > 0
}
