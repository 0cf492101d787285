import { CancelledError, type Coroutine, runningLoop, sleep, taskGroup } from '../kernel'
import { beginDownload, forgetPlan } from './begin-download'
import { ConnectionPool } from './connection-pool'
import type { Download } from './download'
import { DownloadError, toDownloadError } from './download-error'
import type { Connection } from './fetch-segment'
import { giveFinalName, recordCompletion, standsUnderFinalName } from './finish-download'
import type { Policy } from './policy'
import type { Answer, PartFile, Ports, RequestOptions } from './ports'
import { mayRestart } from './restart-decision'
import { decideRetry } from './retry-decision'
import { SegmentMap } from './segment-map'
import { isWhole } from './segment-records'
import { SpeedMeter } from './speed-meter'

export interface TransferOptions {
  readonly download: Download
  readonly ports: Ports
  readonly policy: Policy
  readonly request: RequestOptions
  /** Most connections. */
  readonly connections: number
}

/** The running of a download: from the first request, or the checkpoint, to the final name. */
export class Transfer {
  readonly #download: Download
  readonly #ports: Ports
  readonly #policy: Policy
  readonly #request: RequestOptions
  readonly #connections: number
  readonly #loop = runningLoop()
  readonly #speed = new SpeedMeter(this.#loop.now())
  #map: SegmentMap | null = null
  #part: PartFile | null = null
  #pool: ConnectionPool | null = null
  #retrying: { readonly error: DownloadError; readonly atMs: number } | null = null
  #bytesSinceCheckpoint = 0

  constructor({ download, ports, policy, request, connections }: TransferOptions) {
    this.#download = download
    this.#ports = ports
    this.#policy = policy
    this.#request = request
    this.#connections = connections
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

  /** A pause is over: what was before it says nothing of the speed now. */
  forgetSpeed(): void {
    this.#speed.reset(this.#loop.now())
  }

  /**
   * Runs until the file stands under its final name. Throws the DownloadError that ended it.
   * Cancelled, it leaves the part file and a checkpoint to continue from.
   */
  *run(): Coroutine<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        if (!(yield* standsUnderFinalName(this.#download, this.#ports.files))) {
          yield* this.#fetch()
          yield* giveFinalName(this.#download, this.#ports.files)
        }
        recordCompletion(this.#download, this.#loop.clock.epochMs())
        return
      } catch (thrown) {
        if (thrown instanceof CancelledError) throw thrown
        yield* this.#beginAgain(toDownloadError(thrown), failures)
      }
    }
  }

  /**
   * Invariant 4: a checkpoint never claims more than the disk holds: first the snapshot, then the
   * flush, then the record.
   */
  *checkpoint(): Coroutine<void> {
    if (this.#map === null || this.#part === null) return
    this.#bytesSinceCheckpoint = 0
    const segments = this.#map.records()
    yield* this.#part.flush()
    this.#download.checkpoint(segments)
  }

  /** Waits and clears the way for a new attempt from the first byte, or throws the error. */
  *#beginAgain(error: DownloadError, failures: number): Coroutine<void> {
    const { resumable } = this.#download.record
    const { restartBelowBytes } = this.#policy
    const lostBytes = this.doneBytes ?? 0
    if (!mayRestart({ error, resumable, lostBytes, restartBelowBytes })) throw error
    const delayMs =
      error.family === 'restart' && failures < this.#policy.maxTries
        ? 0
        : this.#retryDelayMs(error, failures)
    if (delayMs === null) throw error
    this.#map = null
    forgetPlan(this.#download)
    this.#setWaiting({ error, delayMs })
    yield* sleep(delayMs)
    this.#setWaiting(null)
  }

  /** Brings every byte into the part file. */
  *#fetch(): Coroutine<void> {
    const { files } = this.#ports
    const { dir, resumable, segments } = this.#download.record
    if (resumable === false && !isWhole(segments)) forgetPlan(this.#download)
    let first: Answer | null = null
    try {
      if (this.#download.record.segments.length === 0) {
        first = yield* beginDownload(
          this.#download,
          this.#ports,
          this.#request,
          this.#policy.stallMs,
        )
      }
      const { partName } = this.#download.record
      if (partName === null) throw new DownloadError('part-file-lost')
      const part = yield* files.openPart(dir, partName)
      try {
        yield* this.#prepare(part)
        this.#part = part
        yield* this.#fetchInto(part, first)
      } finally {
        yield* this.#letGo(part)
      }
    } finally {
      first?.close()
    }
  }

  *#letGo(part: PartFile): Coroutine<void> {
    try {
      yield* this.checkpoint()
    } finally {
      this.#part = null
      this.#pool = null
      yield* part.close()
    }
  }

  *#prepare(part: PartFile): Coroutine<void> {
    const { lengthBytes, segments } = this.#download.record
    const map = new SegmentMap(segments)
    const heldBytes = yield* part.lengthBytes()
    if (segments.some((s) => s.position > s.start && s.position > heldBytes)) {
      throw new DownloadError('part-file-lost')
    }
    if (lengthBytes !== null && heldBytes !== lengthBytes) yield* part.setLength(lengthBytes)
    this.#map = map
  }

  *#fetchInto(part: PartFile, first: Answer | null): Coroutine<void> {
    const map = this.#map
    if (map === null || map.isComplete()) return
    const pool = new ConnectionPool({
      map,
      connection: this.#connection(part),
      limit: this.#download.record.resumable === true ? this.#connections : 1,
      retryDelayMs: (error, failures) =>
        this.#download.record.resumable === true ? this.#retryDelayMs(error, failures) : null,
      waiting: (wait) => this.#setWaiting(wait),
    })
    this.#pool = pool
    const keepCheckpoints = this.#keepCheckpoints()
    yield* taskGroup(function* (group): Coroutine<void> {
      const checkpointer = group.spawn(keepCheckpoints, 'checkpointer')
      yield* pool.run(first)
      checkpointer.cancel()
    })
    if (!map.isComplete()) throw new DownloadError('bug', { detail: 'bytes are missing' })
    if (this.#download.record.lengthBytes === null) yield* part.setLength(map.doneBytes())
  }

  #connection(part: PartFile): Connection {
    const { url, lengthBytes, validator } = this.#download.record
    return {
      source: this.#ports.source,
      url,
      options: this.#request,
      known: { lengthBytes, validator },
      part,
      stallMs: this.#policy.stallMs,
      wrote: (bytes) => {
        this.#bytesSinceCheckpoint += bytes
        this.#speed.add(bytes, this.#loop.now())
        this.#download.progressed()
      },
    }
  }

  *#keepCheckpoints(): Coroutine<void> {
    for (;;) {
      yield* sleep(this.#policy.checkpointMs)
      if (this.#bytesSinceCheckpoint > 0) yield* this.checkpoint()
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
