import type { DownloadId, DownloadView } from '../../shared/download'
import type { RillEvent, RillEvents } from '../../shared/ipc'
import type { Engine, EngineEvent } from '../engine/engine'

/** Ten messages a second at most; a little more than 100 ms, so that timer jitter makes no eleventh. */
const INTERVAL_MS = 105

/** So that a change of the whole list does not hold up either process with one giant message. */
const MOST_ROWS_PER_MESSAGE = 1000

type Message = {
  [E in RillEvent]: { readonly name: E; readonly payload: RillEvents[E] }
}[RillEvent]

export interface FeedWindow {
  /** Whether anybody can see it: neither hidden nor minimised. */
  isWatched(): boolean
  send(name: RillEvent, payload: RillEvents[RillEvent]): void
}

/**
 * All that the main process tells the window: at most ten messages a second, of the downloads only
 * what changed, and nothing while nobody looks or before the page has asked for its snapshot. What
 * happens meanwhile is kept and told when the window is looked at again.
 */
export class WindowFeed {
  readonly #engine: Pick<Engine, 'get' | 'settings'>
  readonly #window: FeedWindow
  readonly #posted: Message[] = []
  readonly #changed = new Set<DownloadId>()
  readonly #removed = new Set<DownloadId>()
  #settingsChanged = false
  #pageReady = false
  #timer: NodeJS.Timeout | null = null
  #lastSentAtMs = Number.NEGATIVE_INFINITY

  constructor(engine: Pick<Engine, 'get' | 'settings'>, window: FeedWindow) {
    this.#engine = engine
    this.#window = window
  }

  /** Takes note of what the engine says. */
  note(event: EngineEvent): void {
    if (event.type === 'settings') {
      this.#settingsChanged = true
    } else if (event.type === 'removed') {
      this.#changed.delete(event.id)
      this.#removed.add(event.id)
    } else {
      this.#removed.delete(event.id)
      this.#changed.add(event.id)
    }
    this.#schedule()
  }

  /** Sends a message of its own kind; while nobody looks it waits, the same one only once. */
  post<E extends 'openAddDialog' | 'openSettings' | 'notice'>(
    name: E,
    payload: RillEvents[E],
  ): void {
    const message = { name, payload } as Message
    const words = JSON.stringify(message)
    if (!this.#posted.some((waiting) => JSON.stringify(waiting) === words)) {
      this.#posted.push(message)
    }
    this.#schedule()
  }

  /** The page has just been given everything: tell it from now on what changes. */
  snapshotTaken(): void {
    this.#changed.clear()
    this.#removed.clear()
    this.#settingsChanged = false
    this.#pageReady = true
    this.#schedule()
  }

  /** A new page is there and hears nothing until it asks for its snapshot. */
  pageLeft(): void {
    this.#pageReady = false
  }

  /** Somebody looks again: tells what was kept. */
  watched(): void {
    this.#schedule()
  }

  #schedule(): void {
    if (this.#timer !== null || !this.#pageReady || !this.#window.isWatched()) return
    if (!this.#hasNews()) return
    const waitMs = Math.max(0, this.#lastSentAtMs + INTERVAL_MS - performance.now())
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#sendOne()
      this.#schedule()
    }, waitMs)
  }

  #hasNews(): boolean {
    return (
      this.#posted.length + this.#changed.size + this.#removed.size > 0 || this.#settingsChanged
    )
  }

  #sendOne(): void {
    if (!this.#pageReady || !this.#window.isWatched() || !this.#hasNews()) return
    const { name, payload } = this.#nextMessage()
    this.#lastSentAtMs = performance.now()
    this.#window.send(name, payload)
  }

  #nextMessage(): Message {
    const posted = this.#posted.shift()
    if (posted !== undefined) return posted
    if (this.#settingsChanged) {
      this.#settingsChanged = false
      return { name: 'settings', payload: this.#engine.settings() }
    }
    const changed = takeSome(this.#changed)
      .map((id) => this.#engine.get(id))
      .filter((view): view is DownloadView => view !== undefined)
    return { name: 'changes', payload: { changed, removed: takeSome(this.#removed) } }
  }
}

/** Takes the oldest members out of the set. */
function takeSome(ids: Set<DownloadId>): DownloadId[] {
  const taken: DownloadId[] = []
  for (const id of ids) {
    if (taken.length === MOST_ROWS_PER_MESSAGE) break
    taken.push(id)
    ids.delete(id)
  }
  return taken
}
