import { type EventLoop, runningLoop } from '../../kernel'
import { DownloadError } from '../download-error'
import type { HostStore } from '../ports/store'
import { Host } from './host'
import { fromRecord, type LearnedLimit } from './learned-limit'

/** The hosts that this process knows; what was learned about their limits is kept in the store. */
export class HostRegistry {
  /** The loop of the downloads: commands that grant permits come from outside it. */
  readonly loop: EventLoop = runningLoop()
  readonly #store: HostStore
  readonly #hosts = new Map<string, Host>()

  constructor(store: HostStore) {
    this.#store = store
  }

  /** The host with this name and port, as in `URL.host`. */
  host(name: string): Host {
    const known = this.#hosts.get(name)
    if (known !== undefined) return known
    const host = new Host(name, this.#recall(name))
    this.#hosts.set(name, host)
    return host
  }

  hostOf(url: string): Host {
    return this.host(new URL(url).host)
  }

  /** Keeps what was learned, for this process even if the store fails. */
  remember(host: Host, learned: LearnedLimit): void {
    if (learned === host.learned) return
    host.learned = learned
    const { mostConnections, seenAtMs } = learned
    try {
      this.#store.write({ host: host.name, mostConnections, seenAtMs })
    } catch (error) {
      // A learned limit saves requests, and nothing depends on it.
      if (!(error instanceof DownloadError)) throw error
    }
  }

  #recall(name: string): LearnedLimit | null {
    try {
      const record = this.#store.read(name)
      return record && fromRecord(record)
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error
      return null
    }
  }
}
