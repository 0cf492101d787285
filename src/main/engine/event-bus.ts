import type { EngineEvent } from './engine-event'

/** Publishes the events of the engine. */
export class EventBus {
  readonly #listeners = new Set<(event: EngineEvent) => void>()

  /** Calls `listener` with every event until the returned function is called. */
  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
