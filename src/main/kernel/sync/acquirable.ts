import type { Coroutine } from '../tasks/future'

/** A resource that a Task acquires for a while and then releases: Lock, Semaphore, Condition. */
export abstract class Acquirable {
  abstract acquire(): Coroutine<void>
  abstract release(): void

  /**
   * Acquires, runs `body`, releases however `body` ends, and returns its result.
   *
   * @example
   * const body = yield* permits.with(() => fetchBody(url))
   */
  *with<T>(body: () => Coroutine<T>): Coroutine<T> {
    yield* this.acquire()
    try {
      return yield* body()
    } finally {
      this.release()
    }
  }
}
