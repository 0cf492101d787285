import { CancelledError, type Coroutine, currentTask } from '../../kernel'
import { ConnectionPool } from '../connections/connection-pool'
import type { ConnectionLimit } from '../connections/pool-options'
import type { RetryWait } from '../connections/retry-wait'
import type { Throttle } from '../connections/throttle'
import { DownloadError, toDownloadError } from '../download-error'
import type { ConnectionPermit } from '../hosts/connection-permit'
import type { HostAccess, WaitNotice } from '../hosts/host-access'
import type { Download } from '../life/download'
import { wasFinished } from '../life/file-state'
import type { Policy } from '../policy'
import type { HttpResponse, RequestOptions } from '../ports/http'
import type { Ports } from '../ports/ports'
import { findChecksums } from '../proof/find-checksums'
import { Requester } from '../requests/requester'
import { doneBytes, isWhole } from '../segments/segment-records'
import { beginDownload } from './begin-download'
import { Checkpointer } from './checkpointer'
import { connectionOptions } from './connection-options'
import {
  giveFinalName,
  proveDownload,
  recordCompletion,
  standsUnderFinalName,
} from './finish-download'
import { type OpenPart, openForTransfer } from './open-part'
import { mayRestart } from './restart-decision'
import { decideRetry } from './retry-decision'
import { SHORT_FILE_BYTES } from './short-file'
import { TransferStatus } from './transfer-status'
import { waitForDisk } from './wait-for-disk'

/** For servers that cannot send bytes from the middle of a file. */
const ONE_FOR_SERVER: ConnectionLimit = { most: 1, by: 'server' }

export interface TransferOptions {
  readonly download: Download
  readonly ports: Ports
  readonly policy: Policy
  /** The request options that are set now. */
  readonly request: () => RequestOptions
  /** Most connections, and whether a person chose that for this download. */
  readonly connections: () => ConnectionLimit
  /** Whether to look for checksum files beside the file. */
  readonly findChecksums: boolean
  /** The download's own limit, within the limit of all downloads. */
  readonly throttle: Throttle
  /** Where the transfer waits between attempts. */
  readonly retryWait: RetryWait
  /** The download's access to the host of its link. */
  readonly access: HostAccess
  /** Called when the transfer begins to finalize its file. */
  readonly finalizing: () => void
}

interface FirstConnection {
  readonly response: HttpResponse
  readonly permit: ConnectionPermit
}

/** One run of a download: from the first request, or the checkpoint, to the final name. */
export class Transfer {
  readonly status = new TransferStatus()
  readonly #options: TransferOptions
  readonly #requester: Requester
  #checkpointer: Checkpointer | null = null
  #isFinalizing = false

  /** Must be created inside the loop that runs the transfer. */
  constructor(options: TransferOptions) {
    this.#options = options
    this.#requester = new Requester({
      source: options.ports.source,
      options: options.request,
      stallMs: options.policy.stallMs,
    })
  }

  /** A short file is complete; only a moment of disk work is left. */
  get isFinalizing(): boolean {
    return this.#isFinalizing
  }

  /** Changes the download's own limit, in bytes per second, at once. */
  limit(limitBytesPerSec: number | null): void {
    this.#options.throttle.setLimit(limitBytesPerSec)
  }

  /**
   * Runs until the file has its final name. Throws the DownloadError that ended the transfer.
   * Cancelled: leaves the part file and a checkpoint to continue from.
   */
  *run(): Coroutine<void> {
    const { download, ports, policy } = this.#options
    for (let failures = 0; ; ) {
      try {
        const { files, store } = ports
        if (yield* standsUnderFinalName(download, files)) {
          download.finalize()
          // The process that renamed the file may have ended before the name was durable.
          yield* files.flushNames(download.record.dir)
        } else {
          yield* this.#fetch()
          yield* this.#findChecksums()
          yield* proveDownload(download, ports)
          // Otherwise, after a power cut, a file with its final name could be on record as a part.
          yield* store.transactions.flush()
          yield* giveFinalName(download, files)
        }
        recordCompletion(download, store)
        return
      } catch (thrown) {
        if (thrown instanceof CancelledError) throw thrown
        const error = toDownloadError(thrown)
        if (isCancelled()) {
          // The clean-up failed, which does not undo a pause or the end of Rill.
          download.timeline.note('unsaved', error)
          throw error.family === 'bug' ? error : new CancelledError()
        }
        if (error.family === 'waiting' && policy.waitsForDisk) {
          yield* this.#waitForDisk(error)
        } else {
          failures += 1
          yield* this.#restart(error, failures)
        }
      }
    }
  }

  /** Makes a checkpoint, if the part file is open. Throws DownloadError. */
  *checkpoint(): Coroutine<void> {
    if (this.#checkpointer !== null) yield* this.#checkpointer.checkpoint()
  }

  /** Brings every byte into the part file. */
  *#fetch(): Coroutine<void> {
    this.#isFinalizing = false
    const { download, ports } = this.#options
    const { resumable, segments } = download.record
    if (resumable === false && !isWhole(segments)) {
      download.beginAnew(doneBytes(segments))
    }
    let first: FirstConnection | null = null
    try {
      if (download.record.segments.length === 0) first = yield* this.#sendFirstRequest()
      yield* this.#fetchInto(yield* openForTransfer(download, ports), first)
    } finally {
      first?.response.close()
      first?.permit.release()
    }
  }

  /** Sends the first request as soon as the host has a permit for it. */
  *#sendFirstRequest(): Coroutine<FirstConnection> {
    const { download, ports, access } = this.#options
    const begun = yield* access.open(
      (wait) => this.#setWait(wait),
      () => beginDownload(download, ports, this.#requester),
    )
    this.#setWait(null)
    return begun
  }

  *#fetchInto(opened: OpenPart, first: FirstConnection | null): Coroutine<void> {
    const { download, ports, policy } = this.#options
    const { checkpointMs } = policy
    const { transactions } = ports.store
    const checkpointer = new Checkpointer({ download, transactions, opened, checkpointMs })
    this.#checkpointer = checkpointer
    this.status.setMap(opened.map)
    try {
      if (!opened.map.isComplete()) yield* this.#receive(opened, first, checkpointer)
      this.#beginFinalizing(opened)
      yield* checkpointer.recordWhole()
    } finally {
      try {
        yield* checkpointer.recordRest()
      } finally {
        this.#checkpointer = null
        this.status.setPool(null)
        yield* opened.part.close()
      }
    }
  }

  *#receive(
    opened: OpenPart,
    first: FirstConnection | null,
    checkpointer: Checkpointer,
  ): Coroutine<void> {
    const { map, part } = opened
    const { download } = this.#options
    const pool = this.#newPool(opened, checkpointer)
    this.status.setPool(pool)
    yield* checkpointer.during(() => pool.run(first?.response ?? null, first?.permit ?? null))
    if (!map.isComplete()) throw new DownloadError('bug', { detail: 'bytes are missing' })
    if (download.record.lengthBytes === null) yield* part.setLength(map.doneBytes())
  }

  #newPool(opened: OpenPart, checkpointer: Checkpointer): ConnectionPool {
    const { download, throttle, access, retryWait, connections } = this.#options
    const isResumable = (): boolean => download.record.resumable === true
    return new ConnectionPool({
      connection: connectionOptions(download, opened, {
        requester: this.#requester,
        throttle,
        wrote: (bytes) => {
          checkpointer.wrote(bytes)
          this.status.wrote(bytes)
          download.receive()
        },
      }),
      access,
      retryWait,
      limit: () => (isResumable() ? connections() : ONE_FOR_SERVER),
      retryDelayMs: (error, failures) =>
        isResumable() ? this.#retryDelayMs(error, failures) : null,
      waiting: (wait) => this.#setWait(wait),
      noted: (kind, error, facts = {}) => download.timeline.note(kind, error ?? {}, facts),
    })
  }

  #beginFinalizing({ map }: OpenPart): void {
    const { download, ports, findChecksums: looksForMore, finalizing } = this.#options
    if (looksForMore || map.doneBytes() > SHORT_FILE_BYTES) return
    this.#isFinalizing = true
    ports.store.transactions.deferCommit(() => download.finalize())
    finalizing()
  }

  /** Looks for checksum files beside the file, unless there is a checksum already. */
  *#findChecksums(): Coroutine<void> {
    const { download, ports, request, access, findChecksums: isWanted } = this.#options
    const { url, options, foundChecksums } = download.record
    if (!isWanted || options.checksums.length > 0 || foundChecksums.length > 0) return
    const { source } = ports
    const found = yield* access.withPermit(
      (wait) => this.#setWait(wait),
      () => findChecksums({ source, url, options: request() }),
    )
    download.patch({ foundChecksums: found })
  }

  *#waitForDisk(error: DownloadError): Coroutine<void> {
    const { download, ports, policy } = this.#options
    const { dir, partName, lengthBytes } = download.record
    const neededBytes = Math.max(0, (lengthBytes ?? 0) - (this.status.doneBytes ?? 0))
    const pollMs = policy.diskPollMs
    const target = { dir, neededBytes, isNew: partName === null }
    yield* waitForDisk(error, target, ports.files, { pollMs }, (reason) => {
      this.#setWait({ error: reason, delayMs: pollMs })
      download.timeline.note('waiting', reason)
    })
    this.#setWait(null)
  }

  /** Waits, then discards all progress for an attempt from the first byte; or throws the error. */
  *#restart(error: DownloadError, failures: number): Coroutine<void> {
    const { download, policy, retryWait } = this.#options
    const { resumable, segments } = download.record
    // What is left of a finished file is not thrown away without asking.
    const isRepair = wasFinished(download.record)
    const { restartBelowBytes, maxTries } = policy
    const lostBytes = this.status.doneBytes ?? 0
    const circumstances = { error, resumable, lostBytes, restartBelowBytes, isRepair }
    if (!mayRestart(circumstances)) throw error
    const isImmediate = error.family === 'restart' && failures < maxTries
    const delayMs = isImmediate ? 0 : this.#retryDelayMs(error, failures)
    if (delayMs === null) throw error
    const costBytes = this.status.doneBytes ?? doneBytes(segments)
    this.status.setMap(null)
    download.beginAnew(costBytes, error, { delayMs })
    this.#setWait({ error, delayMs })
    yield* retryWait.wait(delayMs)
    this.#setWait(null)
  }

  #setWait(wait: WaitNotice | null): void {
    const { download } = this.#options
    if (wait === null) download.endWait()
    else download.waitAfter(wait.error, wait.delayMs)
  }

  #retryDelayMs(error: DownloadError, failures: number): number | null {
    const { maxTries } = this.#options.policy
    return decideRetry({ error, failures, maxTries, random: this.#options.ports.random() })
  }
}

/** Whether the Task was asked to end, whatever its clean-up has thrown since. */
function isCancelled(): boolean {
  return currentTask().cancelling() > 0
}
