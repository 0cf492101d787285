import { CancelledError, type Coroutine, runningLoop, sleep, taskGroup } from '../kernel'
import { ConnectionPool } from './connection-pool'
import type { Download } from './download'
import { DownloadError, toDownloadError } from './download-error'
import { type Connection, open } from './fetch-segment'
import { nameFromUrl } from './name-from-url'
import type { Policy } from './policy'
import type { Answer, GetRequest, PartFile, Ports, SegmentRecord } from './ports'
import { hidesTotal, type Proven, proveAnswer } from './prove-answer'
import { mayRestart } from './restart-decision'
import { decideRetry } from './retry-decision'
import { SegmentMap } from './segment-map'
import { SpeedMeter } from './speed-meter'

export interface TransferOptions {
  readonly download: Download
  readonly ports: Ports
  readonly policy: Policy
  /** Most connections. */
  readonly connections: number
}

/** The running of a download: from the first request, or the checkpoint, to the final name. */
export class Transfer {
  readonly #download: Download
  readonly #ports: Ports
  readonly #policy: Policy
  readonly #connections: number
  readonly #loop = runningLoop()
  readonly #speed = new SpeedMeter(this.#loop.now())
  #map: SegmentMap | null = null
  #part: PartFile | null = null
  #pool: ConnectionPool | null = null
  #retrying: { readonly error: DownloadError; readonly atMs: number } | null = null
  #bytesSinceCheckpoint = 0

  constructor({ download, ports, policy, connections }: TransferOptions) {
    this.#download = download
    this.#ports = ports
    this.#policy = policy
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
        if (!(yield* this.#standsUnderFinalName())) {
          yield* this.#fetch()
          yield* this.#rename()
        }
        this.#complete()
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
      if (this.#download.record.segments.length === 0) first = yield* this.#begin()
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

  /** The first request is already data: its answer decides how the rest is fetched. */
  *#begin(): Coroutine<Answer> {
    const { answer, proven } = yield* this.#firstAnswer()
    try {
      const { files } = this.#ports
      const { dir, wishedName, partName } = this.#download.record
      if (proven.lengthBytes !== null) yield* this.#checkSpace(proven.lengthBytes)
      const wished = wishedName ?? answer.fileName ?? nameFromUrl(answer.url)
      const names = partName === null ? yield* files.reserve(dir, files.safeName(wished)) : {}
      this.#download.patch({
        ...names,
        lengthBytes: proven.lengthBytes,
        resumable: proven.resumable,
        validator: answer.validator,
      })
      this.#download.checkpoint(SegmentMap.whole(proven.lengthBytes))
      return answer
    } catch (error) {
      answer.close()
      throw error
    }
  }

  *#firstAnswer(): Coroutine<{ answer: Answer; proven: Proven }> {
    const { url } = this.#download.record
    let request: GetRequest = { url, range: { start: 0, end: null }, ifRange: null }
    let answer = yield* open(this.#ports.source, request, this.#policy.stallMs)
    // An empty file has no byte 0 to ask for (RFC 9110 §14.1.2).
    if (answer.status === 416 || hidesTotal(answer)) {
      answer.close()
      request = { ...request, range: null }
      answer = yield* open(this.#ports.source, request, this.#policy.stallMs)
    }
    try {
      return { answer, proven: proveAnswer(request, answer, null) }
    } catch (error) {
      answer.close()
      throw error
    }
  }

  *#checkSpace(neededBytes: number): Coroutine<void> {
    const { dir } = this.#download.record
    const freeBytes = yield* this.#ports.files.freeBytes(dir)
    if (freeBytes < neededBytes) {
      throw new DownloadError('disk-full', { path: dir, neededBytes, freeBytes })
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

  /** True if the process ended between the renaming of a whole file and the record of it. */
  *#standsUnderFinalName(): Coroutine<boolean> {
    const { dir, partName, fileName, segments } = this.#download.record
    if (partName === null || fileName === null || !isWhole(segments)) return false
    const { files } = this.#ports
    if ((yield* files.lengthOf(dir, partName)) !== null) return false
    return (yield* files.lengthOf(dir, fileName)) === doneBytes(segments)
  }

  /** Gives the complete part its final name, or the next free one. */
  *#rename(): Coroutine<void> {
    const { files } = this.#ports
    const download = this.#download
    download.patch({ state: 'verifying' })
    for (;;) {
      const { dir, partName, fileName } = download.record
      if (partName === null || fileName === null) throw new DownloadError('part-file-lost')
      if (yield* files.finish(dir, partName, fileName)) return
      download.patch({ fileName: files.nextName(fileName) })
    }
  }

  #complete(): void {
    const download = this.#download
    download.patch({
      state: 'completed',
      lengthBytes: doneBytes(download.record.segments),
      finishedAtMs: this.#loop.clock.epochMs(),
      proof: proofOf(download),
      error: null,
    })
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

/** Forgets what was planned and fetched, so that the next answer decides anew. */
export function forgetPlan(download: Download): void {
  download.checkpoint([])
  download.patch({
    lengthBytes: null,
    resumable: null,
    validator: { etag: null, lastModified: null },
  })
}

/** Bytes on disk, by the record. */
export function doneBytes(segments: readonly SegmentRecord[]): number {
  return segments.reduce((sum, { start, position }) => sum + position - start, 0)
}

function isWhole(segments: readonly SegmentRecord[]): boolean {
  return segments.length > 0 && segments.every(({ position, end }) => position === end)
}

function proofOf(download: Download): 'validator' | 'length' | 'none' {
  const { lengthBytes, validator } = download.record
  if (lengthBytes === null) return 'none'
  return validator.etag === null && validator.lastModified === null ? 'length' : 'validator'
}
