import type { DetailsReport } from '../../../shared/details'
import type { DownloadId } from '../../../shared/download'
import type { RillUpdate } from '../../../shared/ipc'
import type { Engine, EngineEvent } from '../../engine/engine'
import { PollBudget } from './poll-budget'
import type { UpdateSource } from './update-source'

const LOOK_EVERY_MS = 250

/** All about the one download whose details are open; four times a second at most. */
export class DetailsUpdates implements UpdateSource {
  readonly #engine: Pick<Engine, 'get' | 'details'>
  readonly #budget = new PollBudget(LOOK_EVERY_MS)
  #watched: DownloadId | null = null
  #hasChanged = false

  constructor(engine: Pick<Engine, 'get' | 'details'>) {
    this.#engine = engine
  }

  /** From now on the page is told of this one, and of no other; null for none. */
  watch(id: DownloadId | null): DetailsReport | null {
    this.#watched = id
    this.#hasChanged = false
    return id === null ? null : this.#report(id)
  }

  note(event: EngineEvent): void {
    if (event.type !== 'settings' && event.id === this.#watched) this.#hasChanged = true
  }

  dueMs(): number | null {
    return this.#hasChanged ? this.#budget.nextMs : null
  }

  take(): RillUpdate[] {
    const id = this.#watched
    if (id === null || !this.#hasChanged || !this.#budget.isDue()) return []
    this.#hasChanged = false
    return this.#budget.look(() => [{ name: 'details', payload: { id, report: this.#report(id) } }])
  }

  forget(): void {
    this.#watched = null
    this.#hasChanged = false
  }

  #report(id: DownloadId): DetailsReport | null {
    const [view, details] = [this.#engine.get(id), this.#engine.details(id)]
    return view === undefined || details === null ? null : { view, details }
  }
}
