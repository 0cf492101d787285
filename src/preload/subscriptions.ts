import type { RillApi, RillEvent, RillEvents, RillUpdate } from '../shared/ipc'

type Listener = (payload: never) => void

/** The listeners of the page by event, so that one IPC listener serves all of them. */
export class Subscriptions {
  readonly #listeners = new Map<RillEvent, Set<Listener>>()

  /** Calls `listener` on each such event until the returned function is called. */
  readonly on: RillApi['on'] = (event, listener) => {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners)
    // A function of its own, so that one listener may be subscribed twice.
    const call = (payload: RillEvents[typeof event]): void => listener(payload)
    listeners.add(call)
    return () => {
      listeners.delete(call)
    }
  }

  /** Hands each update to the listeners of its event, in the order of the batch. */
  deliver(updates: readonly RillUpdate[]): void {
    for (const { name, payload } of updates) {
      for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(payload as never)
    }
  }
}
