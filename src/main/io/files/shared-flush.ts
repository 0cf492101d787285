/**
 * Something that many ask for at once and that serves all who asked before it began: a caller who asks
 * while it runs shares the one that comes after it.
 */
export class SharedFlush {
  readonly #flush: () => Promise<void>
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null

  constructor(flush: () => Promise<void>) {
    this.#flush = flush
  }

  get isIdle(): boolean {
    return this.#running === null && this.#next === null
  }

  /** Settles as a flush does that begins now or later. */
  begin(): Promise<void> {
    if (this.#running === null) return this.#start()
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    )
    return this.#next
  }

  #start(): Promise<void> {
    this.#next = null
    const running = this.#flush().finally(() => {
      if (this.#running === running) this.#running = null
    })
    this.#running = running
    return running
  }
}
