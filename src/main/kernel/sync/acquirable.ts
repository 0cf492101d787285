import type { Coroutine } from '../tasks/future'

/** What is acquired for a while and then released. */
export abstract class Acquirable {
  abstract acquire(): Coroutine<void>
  abstract release(): void

  /** Acquires, runs `body` and returns what it returns; releases however it ends. */
  *with<T>(body: () => Coroutine<T>): Coroutine<T> {
    yield* this.acquire()
    try {
      return yield* body()
    } finally {
      this.release()
    }
  }
}
