import type { DownloadId, DownloadView } from '../../../shared/download'
import type { RillNews } from '../../../shared/ipc'
import type { ListRows, ListWindow, RowsThen } from '../../../shared/ipc/lists'
import type { Engine, EngineEvent } from '../../engine/engine'
import type { Leaving } from './leaving'
import type { Lists } from './lists'
import type { NewsSource } from './news-source'
import { Pace } from './pace'

const LOOK_EVERY_MS = 100

/** How often rows are told of that only get further: nobody reads faster, and each time is drawn. */
const PROGRESS_EVERY_MS = 250

interface ListNewsOptions {
  readonly engine: Pick<Engine, 'get'>
  readonly lists: Lists
  readonly leaving: Leaving
}

/**
 * What changes in the one window of a list that the page watches: single rows, as long as the list
 * is the same; the whole window once other ids, or the same in another order, are listed.
 */
export class ListNews implements NewsSource {
  readonly #options: ListNewsOptions
  readonly #pace = new Pace(LOOK_EVERY_MS)
  readonly #rowsPace = new Pace(LOOK_EVERY_MS)
  readonly #changed = new Set<DownloadId>()
  /** Of the rows in sight, what was told last but for their numbers. */
  readonly #told = new Map<DownloadId, string>()
  #watched: ListWindow | null = null
  #ids: readonly DownloadId[] = []
  #inSight: ReadonlySet<DownloadId> = new Set()
  #revision = 0
  #toldAt = 0
  #mayDiffer = false
  /** Whether any of `#changed` has not been looked at. */
  #isFresh = false
  #progressNextMs = Number.NEGATIVE_INFINITY

  constructor(options: ListNewsOptions) {
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
    const listMs = this.#mayDiffer ? this.#pace.nextMs : null
    const rowsMs = this.#rowsDueMs()
    return listMs === null || rowsMs === null ? (listMs ?? rowsMs) : Math.min(listMs, rowsMs)
  }

  #rowsDueMs(): number | null {
    if (this.#changed.size === 0) return null
    const lookMs = this.#rowsPace.nextMs
    return this.#isFresh ? lookMs : Math.max(lookMs, this.#progressNextMs)
  }

  take(): RillNews[] {
    if (this.#watched === null) return []
    if (this.#mayDiffer && this.#pace.isDue() && this.#look(this.#watched)) {
      this.#revision += 1
      return [{ name: 'list', payload: this.#rows(this.#watched) }]
    }
    const dueMs = this.#rowsDueMs()
    if (dueMs === null || performance.now() < dueMs) return []
    const payload = this.#rowsPace.look(() => this.#changedRows())
    return payload.rows.length === 0 ? [] : [{ name: 'rows', payload }]
  }

  /** All that have changed or, while it is too soon for those that only got further, the others. */
  #changedRows(): RowsThen {
    const { toldAt, rows: views } = this.#views([...this.#changed])
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
    return { toldAt, rows }
  }

  forget(): void {
    this.#watched = null
    this.#mayDiffer = false
    this.#changed.clear()
  }

  /** Reads the list anew; says whether it is another one. */
  #look({ query }: ListWindow): boolean {
    const { lists, leaving } = this.#options
    return this.#pace.look(() => {
      this.#mayDiffer = leaving.any()
      const ids = leaving.without(lists.list(query).ids)
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

  #views(ids: readonly DownloadId[]): RowsThen {
    this.#toldAt += 1
    const rows = ids.map((id) => this.#options.engine.get(id)).filter((view) => view !== undefined)
    return { toldAt: this.#toldAt, rows }
  }
}

/** What a person waits for: all of a row but how far and how fast it is. */
function kindOf({ state, name, error, retrying, resumable, lengthBytes }: DownloadView): string {
  return JSON.stringify([state, name, error, retrying, resumable, lengthBytes])
}

function isSameList(a: readonly DownloadId[], b: readonly DownloadId[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]))
}
