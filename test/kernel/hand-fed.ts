interface Asked<T> {
  resolve: (step: IteratorResult<T>) => void
  reject: (reason: unknown) => void
}

/** A source that a test feeds by hand; it notes what is asked of it. */
export class HandFed<T> implements AsyncIterable<T> {
  readonly calls: string[] = []
  /** What its `return` does before it settles. */
  onReturn: () => Promise<void> = () => Promise.resolve()
  #asked: Asked<T> | null = null;

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: () => {
        this.calls.push('next')
        return new Promise((resolve, reject) => {
          this.#asked = { resolve, reject }
        })
      },
      return: async () => {
        this.calls.push('return')
        await this.onReturn()
        this.calls.push('returned')
        return { done: true, value: undefined }
      },
    }
  }

  give(value: T): void {
    this.#asked?.resolve({ done: false, value })
  }

  end(): void {
    this.#asked?.resolve({ done: true, value: undefined })
  }

  fail(error: unknown): void {
    this.#asked?.reject(error)
  }
}
