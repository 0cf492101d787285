import type { DetailsReport } from '../../../shared/details'
import type { DownloadId } from '../../../shared/download'
import type { RillEvents, RillUpdate } from '../../../shared/ipc'
import type { ListRows, ListWindow } from '../../../shared/ipc/lists'
import type { Engine, EngineEvent, EngineWith } from '../../engine/engine'
import { DetailsUpdates } from './details-updates'
import { ListUpdates } from './list-updates'
import type { Lists } from './lists'
import { SummaryUpdates } from './summary-updates'
import type { UpdateSource } from './update-source'

/** At most ten messages per second; above 100 ms, so that timer jitter causes no eleventh. */
const INTERVAL_MS = 105

export interface FeedWindow {
  /** Whether the window is visible: neither hidden nor minimised. */
  isWatched(): boolean
  send(updates: readonly RillUpdate[]): void
}

/**
 * Sends updates to the window: at most ten messages per second, only of downloads on screen, and
 * none while the window is hidden or before its page has asked for a snapshot. Updates of the
 * meantime are sent when the window is visible again.
 */
export class WindowFeed {
  readonly #engine: Pick<Engine, 'settings'>
  readonly #window: FeedWindow
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
    engine: EngineWith<'queries', 'get' | 'details' | 'totals'> & Pick<Engine, 'settings'>,
    lists: Lists,
    window: FeedWindow,
  ) {
    this.#engine = engine
    this.#window = window
    this.#list = new ListUpdates({ engine, lists })
    this.#details = new DetailsUpdates(engine)
    this.#sources = [this.#list, this.#details, new SummaryUpdates({ engine, lists })]
  }

  /** Handles an event of the engine. */
  note(event: EngineEvent): void {
    if (event.type === 'settings') this.#settingsChanged = true
    for (const source of this.#sources) source.note(event)
    this.#schedule()
  }

  /** Sends an update when the window is visible; an update equal to a waiting one is dropped. */
  post<E extends 'openAddDialog' | 'openSettings' | 'notice' | 'accent' | 'announcement'>(
    name: E,
    payload: RillEvents[E],
  ): void {
    const update = { name, payload } as RillUpdate
    const text = JSON.stringify(update)
    if (!this.#posted.some((waiting) => JSON.stringify(waiting) === text)) this.#posted.push(update)
    this.#schedule()
  }

  /** Returns the rows of a list window, and sends their changes from now on. */
  watchList(wanted: ListWindow): ListRows {
    const rows = this.#list.watch(wanted)
    this.#schedule()
    return rows
  }

  /** Returns the details of one download, and sends their changes from now on. */
  watchDetails(id: DownloadId | null): DetailsReport | null {
    return this.#details.watch(id)
  }

  /** The page has its snapshot: sends changes from now on. */
  pageReady(): void {
    this.#settingsChanged = false
    this.#pageReady = true
    this.#schedule()
  }

  /** The page was replaced: sends nothing until the new page asks for its snapshot. */
  pageLeft(): void {
    this.#pageReady = false
    for (const source of this.#sources) source.reset()
  }

  /** The window is visible again: sends the waiting updates. */
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
    const updates = [
      ...this.#posted.splice(0),
      ...this.#collectSettings(),
      ...this.#sources.flatMap((source) => source.collect()),
    ]
    if (updates.length === 0) return
    this.#lastSentAtMs = performance.now()
    this.#window.send(updates)
  }

  #collectSettings(): RillUpdate[] {
    if (!this.#settingsChanged) return []
    this.#settingsChanged = false
    return [{ name: 'settings', payload: this.#engine.settings() }]
  }
}
