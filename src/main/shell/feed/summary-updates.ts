import type { RillUpdate } from '../../../shared/ipc'
import type { ListCounts, ListTotals } from '../../../shared/ipc/lists'
import type { Engine, EngineEvent } from '../../engine/engine'
import type { Lists } from './lists'
import type { PendingRemovals } from './pending-removals'
import { PollBudget } from './poll-budget'
import type { UpdateSource } from './update-source'

const LOOK_EVERY_MS = 500

/** So that ten thousand hosts do not make ten thousand lines. */
const MOST_VALUES = 1000

interface SummaryUpdatesOptions {
  readonly engine: Pick<Engine, 'totals' | 'settings'>
  readonly lists: Lists
  readonly removals: PendingRemovals
}

/** How many downloads there are of each kind, and what they do together; twice a second at most. */
export class SummaryUpdates implements UpdateSource {
  readonly #options: SummaryUpdatesOptions
  readonly #budget = new PollBudget(LOOK_EVERY_MS)
  #mayDiffer = true
  #told = { counts: '', totals: '' }

  constructor(options: SummaryUpdatesOptions) {
    this.#options = options
  }

  note(_event: EngineEvent): void {
    this.#mayDiffer = true
  }

  dueMs(): number | null {
    return this.#mayDiffer ? this.#budget.nextMs : null
  }

  take(): RillUpdate[] {
    if (!this.#mayDiffer || !this.#budget.isDue()) return []
    return this.#budget.look(() => {
      this.#mayDiffer = this.#options.removals.any()
      const counts = this.#counts()
      const totals = this.#totals(counts)
      const words = { counts: JSON.stringify(counts), totals: JSON.stringify(totals) }
      const told = this.#told
      this.#told = words
      return [
        ...(words.counts === told.counts ? [] : [{ name: 'counts', payload: counts } as const]),
        ...(words.totals === told.totals ? [] : [{ name: 'totals', payload: totals } as const]),
      ]
    })
  }

  forget(): void {
    this.#told = { counts: '', totals: '' }
    this.#mayDiffer = true
  }

  #counts(): ListCounts {
    const { engine, lists } = this.#options
    return {
      state: most(lists.counts('state')),
      extension: most(lists.counts('extension')),
      host: most(lists.counts('host')),
      category: most(lists.countsByCategory(engine.settings().categories)),
    }
  }

  #totals({ state }: ListCounts): ListTotals {
    return { ...this.#options.engine.totals(), queued: state.queued ?? 0 }
  }
}

function most(counts: ReadonlyMap<string, number>): Record<string, number> {
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  return Object.fromEntries(sorted.slice(0, MOST_VALUES))
}
