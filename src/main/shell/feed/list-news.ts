import type { DownloadId } from '../../../shared/download'
import type { RillNews } from '../../../shared/ipc'
import type { ListRows, ListWindow, RowsThen } from '../../../shared/ipc/lists'
import type { Engine, EngineEvent } from '../../engine/engine'
import type { Leaving } from './leaving'
import type { Lists } from './lists'
import type { NewsSource } from './news-source'
import { Pace } from './pace'

const LOOK_EVERY_MS = 100

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
  readonly #changed = new Set<DownloadId>()
  #watched: ListWindow | null = null
  #ids: readonly DownloadId[] = []
  #inSight: ReadonlySet<DownloadId> = new Set()
  #revision = 0
  #toldAt = 0
  #mayDiffer = false

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
    if (this.#inSight.has(event.id)) this.#changed.add(event.id)
  }

  dueMs(): number | null {
    if (this.#changed.size > 0) return Number.NEGATIVE_INFINITY
    return this.#mayDiffer ? this.#pace.nextMs : null
  }

  take(): RillNews[] {
    if (this.#watched === null) return []
    if (this.#mayDiffer && this.#pace.isDue() && this.#look(this.#watched)) {
      this.#revision += 1
      return [{ name: 'list', payload: this.#rows(this.#watched) }]
    }
    const payload = this.#views([...this.#changed])
    this.#changed.clear()
    return payload.rows.length === 0 ? [] : [{ name: 'rows', payload }]
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
    return { revision: this.#revision, total: this.#ids.length, first, ...this.#views(ids) }
  }

  #views(ids: readonly DownloadId[]): RowsThen {
    this.#toldAt += 1
    const rows = ids.map((id) => this.#options.engine.get(id)).filter((view) => view !== undefined)
    return { toldAt: this.#toldAt, rows }
  }
}

function isSameList(a: readonly DownloadId[], b: readonly DownloadId[]): boolean {
  return a === b || (a.length === b.length && a.every((id, index) => id === b[index]))
}
