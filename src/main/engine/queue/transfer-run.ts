import { type Coroutine, sleep, type Task } from '../../kernel'
import { DownloadError } from '../download-error'
import type { HostAccess } from '../hosts/host-access'
import type { Download } from '../life/download'
import type { Transfer } from '../transfer/transfer'
import type { Run } from './run-queue'

export interface TransferRunOptions {
  readonly download: Download
  readonly transfer: Transfer
  readonly access: HostAccess
  /** The Task that drives the transfer. */
  readonly task: Task<void>
  /** How long a hold keeps the connections open, in ms. */
  readonly pauseGraceMs: number
  readonly spawn: (coroutine: Coroutine<void>, name: string) => Task<void>
  /** Cancels the transfer. */
  readonly end: () => void
  readonly isEnding: () => boolean
}

/** A transfer that has its turn: it runs, or is held with its connections open. */
export class TransferRun implements Run {
  readonly download: Download
  readonly transfer: Transfer
  readonly #options: TransferRunOptions
  /** While held: the Task that closes the connections after a while. */
  #grace: Task<void> | null = null

  constructor(options: TransferRunOptions) {
    this.#options = options
    this.download = options.download
    this.transfer = options.transfer
    options.task.addDoneCallback(() => this.#grace?.cancel())
  }

  get id(): number {
    return this.download.id
  }

  get isHeld(): boolean {
    return this.#grace !== null
  }

  get isEnding(): boolean {
    return this.#options.isEnding()
  }

  get isFinalizing(): boolean {
    return this.transfer.isFinalizing
  }

  isBlockedBy(other: Run): boolean {
    return other instanceof TransferRun && this.#options.access.isBlockedBy(other.#options.access)
  }

  /**
   * Holds the transfer. Its connections stay open for a while: for ever if the server could not
   * continue on another one.
   */
  hold(): void {
    if (this.isEnding || this.isHeld) return
    const { task, spawn } = this.#options
    task.pause()
    this.#grace = spawn(this.#releaseConnections(), `hold ${this.id}`)
  }

  release(): void {
    this.#grace?.cancel()
    this.#grace = null
    this.transfer.status.resetSpeed()
    this.#options.task.resume()
  }

  *#releaseConnections(): Coroutine<void> {
    const { end, pauseGraceMs } = this.#options
    try {
      yield* this.transfer.checkpoint()
    } catch (thrown) {
      // The transfer meets the same error in its own clean-up, and reports it.
      if (!(thrown instanceof DownloadError)) throw thrown
      end()
      return
    }
    yield* sleep(pauseGraceMs)
    if (this.download.record.resumable !== true) return
    this.download.timeline.note('released')
    end()
  }
}
