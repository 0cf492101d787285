import type { DownloadId, DownloadView } from '../../../shared/download'
import type { RillUpdate } from '../../../shared/ipc'
import type { ListRows, ListWindow, VersionedRows } from '../../../shared/ipc/lists'
import type { Engine, EngineEvent } from '../../engine/engine'
import type { Lists } from './lists'
import type { PendingRemovals } from './pending-removals'
import { PollBudget } from './poll-budget'
import type { UpdateSource } from './update-source'

const LOOK_EVERY_MS = 100

/** How often rows are told of that only get further: nobody reads faster, and each time is drawn. */
const PROGRESS_EVERY_MS = 250

interface ListUpdatesOptions {
  readonly engine: Pick<Engine, 'get'>
  readonly lists: Lists
  readonly removals: PendingRemovals
}

/**
 * What changes in the one window of a list that the page watches: single rows, as long as the list
 * is the same; the whole window once other ids, or the same in another order, are listed.
 */
export class ListUpdates implements UpdateSource {
  readonly #options: ListUpdatesOptions
  readonly #budget = new PollBudget(LOOK_EVERY_MS)
  readonly #rowsBudget = new PollBudget(LOOK_EVERY_MS)
  readonly #changed = new Set<DownloadId>()
  /** Of the rows in sight, what was told last but for their numbers. */
  readonly #told = new Map<DownloadId, string>()
  #watched: ListWindow | null = null
  #ids: readonly DownloadId[] = []
  #inSight: ReadonlySet<DownloadId> = new Set()
  #revision = 0
  #version = 0
  #mayDiffer = false
  /** Whether any of `#changed` has not been looked at. */
  #isFresh = false
  #progressNextMs = Number.NEGATIVE_INFINITY

  constructor(options: ListUpdatesOptions) {
    this.#options = options
  }

  /** From now on this is the window of which it tells. */
  watch(wanted: ListWindow): ListRows {
    const sameQuery = JSON.stringify(wanted.query) === JSON.stringify(this.#watched?.query)
    this.#watched = wanted
    const isNew = this.#look(wanted)
    if (isNew || !sameQuery) this.#revision += 1
    return this.#rows(wanted)
  }

  note(event: EngineEvent): void {
    if (event.type === 'settings' || this.#watched === null) return
    this.#mayDiffer = true
    if (!this.#inSight.has(event.id)) return
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
    const lookMs = this.#rowsBudget.nextMs
    return this.#isFresh ? lookMs : Math.max(lookMs, this.#progressNextMs)
  }

  take(): RillUpdate[] {
    if (this.#watched === null) return []
    if (this.#mayDiffer && this.#budget.isDue() && this.#look(this.#watched)) {
      this.#revision += 1
      return [{ name: 'list', payload: this.#rows(this.#watched) }]
    }
    const dueMs = this.#rowsDueMs()
    if (dueMs === null || performance.now() < dueMs) return []
    const payload = this.#rowsBudget.look(() => this.#changedRows())
    return payload.rows.length === 0 ? [] : [{ name: 'rows', payload }]
  }

  /** All that have changed or, while it is too soon for those that only got further, the others. */
  #changedRows(): VersionedRows {
    const { version, rows: views } = this.#views([...this.#changed])
    this.#isFresh = false
    const nowMs = performance.now()
    const isTime = nowMs >= this.#progressNextMs
    const rows = isTime ? views : views.filter((view) => this.#told.get(view.id) !== kindOf(view))
    if (isTime) {
      this.#progressNextMs = nowMs + PROGRESS_EVERY_MS
      this.#changed.clear()
    }
    for (const view of rows) {
      this.#changed.delete(view.id)
      this.#told.set(view.id, kindOf(view))
    }
    return { version, rows }
  }

  forget(): void {
    this.#watched = null
    this.#mayDiffer = false
    this.#changed.clear()
  }

  /** Reads the list anew; says whether it is another one. */
  #look({ query }: ListWindow): boolean {
    const { lists, removals } = this.#options
    return this.#budget.look(() => {
      this.#mayDiffer = removals.any()
      const ids = removals.without(lists.list(query).ids)
      const isSame = isSameList(ids, this.#ids)
      this.#ids = ids
      return !isSame
    })
  }

  #rows({ first, count }: ListWindow): ListRows {
    const ids = this.#ids.slice(first, first + count)
    this.#inSight = new Set(ids)
    this.#changed.clear()
    this.#told.clear()
    const told = this.#views(ids)
    for (const view of told.rows) this.#told.set(view.id, kindOf(view))
    return { revision: this.#revision, total: this.#ids.length, first, ...told }
  }

  #views(ids: readonly DownloadId[]): VersionedRows {
    this.#version += 1
    const rows = ids.map((id) => this.#options.engine.get(id)).filter((view) => view !== undefined)
    return { version: this.#version, rows }
  }
}

/** What a person waits for: all of a row but how far and how fast it is. */
function kindOf({ state, name, error, waiting, resumable, lengthBytes }: DownloadView): string {
  return JSON.stringify([state, name, error, waiting, resumable, lengthBytes])
}

function isSameList(a: readonly DownloadId[], b: readonly DownloadId[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]))
}
