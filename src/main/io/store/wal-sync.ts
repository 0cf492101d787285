import { type FileHandle, open } from 'node:fs/promises'

/**
 * Brings SQLite's write-ahead log onto the disk, beside the loop. Whoever asks while a flush runs
 * shares the one that comes after it, so that many who ask at once cost little.
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
   * Settles when all that was in the log when it was called would survive a power cut. Once it has
   * failed it fails for ever: the system reports a lost write only once.
   */
  flush(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#running = this.#sync()
      this.#next = null
      return this.#running
    })
    return this.#next
  }

  /** Lets go of the log when a flush that runs is over. */
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
