import { type FileHandle, open } from 'node:fs/promises'

/**
 * Syncs SQLite's write-ahead log to disk without blocking the event loop. All calls during a running
 * sync share the next one.
 */
export class WalSync {
  readonly #path: string
  #log: FileHandle | null = null
  #running: Promise<void> = Promise.resolve()
  #next: Promise<void> | null = null
  #isClosed = false

  constructor(path: string) {
    this.#path = path
  }

  /**
   * Settles when everything in the log at the time of the call would survive a power cut. After one
   * failure it always fails: the system reports a lost write only once.
   */
  flush(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#running = this.#sync()
      this.#next = null
      return this.#running
    })
    return this.#next
  }

  /** Closes the log after a running sync. */
  close(): void {
    this.#isClosed = true
    const close = (): void => void this.#log?.close()
    this.#running.then(close, close)
  }

  async #sync(): Promise<void> {
    if (this.#isClosed) return
    // SQLite keeps the same file until the last connection to the database is closed.
    this.#log ??= await open(this.#path, 'r+')
    await this.#log.datasync()
  }
}
