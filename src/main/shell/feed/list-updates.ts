import type { DownloadId, DownloadView } from '../../../shared/download'
import type { RillUpdate } from '../../../shared/ipc'
import type { ListRows, ListWindow, VersionedRows } from '../../../shared/ipc/lists'
import type { EngineEvent, EngineWith } from '../../engine/engine'
import type { Lists } from './lists'
import { PollBudget } from './poll-budget'
import type { UpdateSource } from './update-source'

const POLL_EVERY_MS = 100

/** How often mere progress of rows is sent: nobody reads faster, and each update is drawn. */
const PROGRESS_EVERY_MS = 250

interface ListUpdatesOptions {
  readonly engine: EngineWith<'queries', 'get'>
  readonly lists: Lists
}

/**
 * Updates of the one list window that the page watches: single rows while the list stays the same;
 * the whole window when its ids or their order change.
 */
export class ListUpdates implements UpdateSource {
  readonly #options: ListUpdatesOptions
  readonly #budget = new PollBudget(POLL_EVERY_MS)
  readonly #rowsBudget = new PollBudget(POLL_EVERY_MS)
  readonly #changed = new Set<DownloadId>()
  /** The visible rows as they were sent last, without their progress. */
  readonly #sent = new Map<DownloadId, string>()
  #watched: ListWindow | null = null
  #ids: readonly DownloadId[] = []
  #visible: ReadonlySet<DownloadId> = new Set()
  #revision = 0
  #version = 0
  #mayDiffer = false
  /** Whether an event came since `#changed` was last polled. */
  #isFresh = false
  #progressNextMs = Number.NEGATIVE_INFINITY

  constructor(options: ListUpdatesOptions) {
    this.#options = options
  }

  /** Watches this window instead of any other. Returns its present rows. */
  watch(wanted: ListWindow): ListRows {
    const sameQuery = JSON.stringify(wanted.query) === JSON.stringify(this.#watched?.query)
    this.#watched = wanted
    const isNew = this.#reread(wanted)
    if (isNew || !sameQuery) this.#revision += 1
    return this.#rows(wanted)
  }

  note(event: EngineEvent): void {
    if (event.type === 'settings' || this.#watched === null) return
    this.#mayDiffer = true
    if (!this.#visible.has(event.id)) return
    this.#changed.add(event.id)
    this.#isFresh = true
  }

  dueMs(): number | null {
    const listMs = this.#mayDiffer ? this.#budget.nextMs : null
    const rowsMs = this.#rowsDueMs()
    return listMs === null || rowsMs === null ? (listMs ?? rowsMs) : Math.min(listMs, rowsMs)
  }

  #rowsDueMs(): number | null {
    if (this.#changed.size === 0) return null
    const pollMs = this.#rowsBudget.nextMs
    return this.#isFresh ? pollMs : Math.max(pollMs, this.#progressNextMs)
  }

  collect(): RillUpdate[] {
    if (this.#watched === null) return []
    if (this.#mayDiffer && this.#budget.isDue() && this.#reread(this.#watched)) {
      this.#revision += 1
      return [{ name: 'list', payload: this.#rows(this.#watched) }]
    }
    const dueMs = this.#rowsDueMs()
    if (dueMs === null || performance.now() < dueMs) return []
    const payload = this.#rowsBudget.poll(() => this.#changedRows())
    return payload.rows.length === 0 ? [] : [{ name: 'rows', payload }]
  }

  /** The changed rows; until mere progress is due again, only those that changed otherwise. */
  #changedRows(): VersionedRows {
    const { version, rows: views } = this.#views([...this.#changed])
    this.#isFresh = false
    const nowMs = performance.now()
    const isTime = nowMs >= this.#progressNextMs
    const rows = isTime
      ? views
      : views.filter((view) => this.#sent.get(view.id) !== essenceOf(view))
    if (isTime) {
      this.#progressNextMs = nowMs + PROGRESS_EVERY_MS
      this.#changed.clear()
    }
    for (const view of rows) {
      this.#changed.delete(view.id)
      this.#sent.set(view.id, essenceOf(view))
    }
    return { version, rows }
  }

  reset(): void {
    this.#watched = null
    this.#mayDiffer = false
    this.#changed.clear()
  }

  /** Reads the list again; returns whether its ids or their order changed. */
  #reread({ query }: ListWindow): boolean {
    return this.#budget.poll(() => {
      this.#mayDiffer = false
      const { ids } = this.#options.lists.list(query)
      const isSame = isSameList(ids, this.#ids)
      this.#ids = ids
      return !isSame
    })
  }

  #rows({ first, count }: ListWindow): ListRows {
    const ids = this.#ids.slice(first, first + count)
    this.#visible = new Set(ids)
    this.#changed.clear()
    this.#sent.clear()
    const views = this.#views(ids)
    for (const view of views.rows) this.#sent.set(view.id, essenceOf(view))
    return { revision: this.#revision, total: this.#ids.length, first, ...views }
  }

  #views(ids: readonly DownloadId[]): VersionedRows {
    this.#version += 1
    const rows = ids
      .map((id) => this.#options.engine.queries.get(id))
      .filter((view) => view !== undefined)
    return { version: this.#version, rows }
  }
}

/** What a person waits for in a row: everything except progress and speed. */
function essenceOf({ state, name, error, waiting, resumable, lengthBytes }: DownloadView): string {
  return JSON.stringify([state, name, error, waiting, resumable, lengthBytes])
}

function isSameList(a: readonly DownloadId[], b: readonly DownloadId[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]))
}
