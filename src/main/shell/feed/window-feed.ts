import type { DetailsReport } from '../../../shared/details'
import type { DownloadId } from '../../../shared/download'
import type { RillEvents, RillUpdate } from '../../../shared/ipc'
import type { ListRows, ListWindow } from '../../../shared/ipc/lists'
import type { Engine, EngineEvent } from '../../engine/engine'
import { DetailsUpdates } from './details-updates'
import { ListUpdates } from './list-updates'
import type { Lists } from './lists'
import { PendingRemovals } from './pending-removals'
import { SummaryUpdates } from './summary-updates'
import type { UpdateSource } from './update-source'

/** Ten messages a second at most; a little more than 100 ms, so that timer jitter makes no eleventh. */
const INTERVAL_MS = 105

export interface FeedWindow {
  /** Whether anybody can see it: neither hidden nor minimised. */
  isWatched(): boolean
  send(news: readonly RillUpdate[]): void
}

/**
 * All that the main process tells the window: at most ten messages a second, of the downloads only
 * what is on screen, and nothing while nobody looks or before the page has asked for its snapshot.
 * What happens meanwhile is told when the window is looked at again.
 */
export class WindowFeed {
  readonly #engine: Pick<Engine, 'settings'>
  readonly #window: FeedWindow
  readonly #removals: PendingRemovals
  readonly #list: ListUpdates
  readonly #details: DetailsUpdates
  readonly #sources: readonly UpdateSource[]
  readonly #posted: RillUpdate[] = []
  #settingsChanged = false
  #pageReady = false
  #timer: NodeJS.Timeout | null = null
  #timerAtMs = 0
  #lastSentAtMs = Number.NEGATIVE_INFINITY

  constructor(
    engine: Pick<Engine, 'get' | 'details' | 'settings' | 'totals'>,
    lists: Lists,
    window: FeedWindow,
  ) {
    this.#engine = engine
    this.#window = window
    this.#removals = new PendingRemovals(lists)
    this.#list = new ListUpdates({ engine, lists, removals: this.#removals })
    this.#details = new DetailsUpdates(engine)
    this.#sources = [
      this.#list,
      this.#details,
      new SummaryUpdates({ engine, lists, removals: this.#removals }),
    ]
  }

  /** Takes note of what the engine says. */
  note(event: EngineEvent): void {
    if (event.type === 'settings') this.#settingsChanged = true
    this.#removals.note(event)
    for (const source of this.#sources) source.note(event)
    this.#schedule()
  }

  /** Sends a message of its own kind; while nobody looks it waits, the same one only once. */
  post<E extends 'openAddDialog' | 'openSettings' | 'notice' | 'accent' | 'announcement'>(
    name: E,
    payload: RillEvents[E],
  ): void {
    const news = { name, payload } as RillUpdate
    const words = JSON.stringify(news)
    if (!this.#posted.some((waiting) => JSON.stringify(waiting) === words)) this.#posted.push(news)
    this.#schedule()
  }

  /** The rows of a window, of whose changes the page is told from now on. */
  watchList(wanted: ListWindow): ListRows {
    const rows = this.#list.watch(wanted)
    this.#schedule()
    return rows
  }

  /** All about one download, of whose changes the page is told from now on. */
  watchDetails(id: DownloadId | null): DetailsReport | null {
    return this.#details.watch(id)
  }

  /** The page has just been given its snapshot: tell it from now on what changes. */
  pageReady(): void {
    this.#settingsChanged = false
    this.#pageReady = true
    this.#schedule()
  }

  /** A new page is there and hears nothing until it asks for its snapshot. */
  pageLeft(): void {
    this.#pageReady = false
    for (const source of this.#sources) source.forget()
  }

  /** Somebody looks again: tells what was kept. */
  watched(): void {
    this.#schedule()
  }

  #schedule(): void {
    if (!this.#pageReady || !this.#window.isWatched()) return
    const dueMs = this.#dueMs()
    if (dueMs === null) return
    const atMs = Math.max(performance.now(), this.#lastSentAtMs + INTERVAL_MS, dueMs)
    if (this.#timer !== null && this.#timerAtMs <= atMs) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timerAtMs = atMs
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#send()
      this.#schedule()
    }, atMs - performance.now())
  }

  #dueMs(): number | null {
    if (this.#posted.length > 0 || this.#settingsChanged) return Number.NEGATIVE_INFINITY
    const due = this.#sources.map((source) => source.dueMs()).filter((ms) => ms !== null)
    return due.length === 0 ? null : Math.min(...due)
  }

  #send(): void {
    if (!this.#pageReady || !this.#window.isWatched()) return
    const news = [
      ...this.#posted.splice(0),
      ...this.#takeSettings(),
      ...this.#sources.flatMap((source) => source.take()),
    ]
    if (news.length === 0) return
    this.#lastSentAtMs = performance.now()
    this.#window.send(news)
  }

  #takeSettings(): RillUpdate[] {
    if (!this.#settingsChanged) return []
    this.#settingsChanged = false
    return [{ name: 'settings', payload: this.#engine.settings() }]
  }
}
