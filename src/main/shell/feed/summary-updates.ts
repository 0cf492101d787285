import type { RillUpdate } from '../../../shared/ipc'
import type { ListCounts, ListTotals } from '../../../shared/ipc/lists'
import type { Engine, EngineEvent, EngineWith } from '../../engine/engine'
import type { Lists } from './lists'
import { PollBudget } from './poll-budget'
import type { UpdateSource } from './update-source'

const POLL_EVERY_MS = 500

/** A list of ten thousand hosts is no summary. */
const MAX_VALUES = 1000

interface SummaryUpdatesOptions {
  readonly engine: EngineWith<'queries', 'totals'> & Pick<Engine, 'settings'>
  readonly lists: Lists
}

/** Updates of counts per filter and of totals; at most two per second. */
export class SummaryUpdates implements UpdateSource {
  readonly #options: SummaryUpdatesOptions
  readonly #budget = new PollBudget(POLL_EVERY_MS)
  #mayDiffer = true
  #sent = { counts: '', totals: '' }

  constructor(options: SummaryUpdatesOptions) {
    this.#options = options
  }

  note(_event: EngineEvent): void {
    this.#mayDiffer = true
  }

  dueMs(): number | null {
    return this.#mayDiffer ? this.#budget.nextMs : null
  }

  collect(): RillUpdate[] {
    if (!this.#mayDiffer || !this.#budget.isDue()) return []
    return this.#budget.poll(() => {
      this.#mayDiffer = false
      const counts = this.#counts()
      const totals = this.#totals(counts)
      const texts = { counts: JSON.stringify(counts), totals: JSON.stringify(totals) }
      const sent = this.#sent
      this.#sent = texts
      return [
        ...(texts.counts === sent.counts ? [] : [{ name: 'counts', payload: counts } as const]),
        ...(texts.totals === sent.totals ? [] : [{ name: 'totals', payload: totals } as const]),
      ]
    })
  }

  reset(): void {
    this.#sent = { counts: '', totals: '' }
    this.#mayDiffer = true
  }

  #counts(): ListCounts {
    const { engine, lists } = this.#options
    return {
      state: top(lists.counts('state')),
      extension: top(lists.counts('extension')),
      host: top(lists.counts('host')),
      category: top(lists.countsByCategory(engine.settings().categories)),
    }
  }

  #totals({ state }: ListCounts): ListTotals {
    return { ...this.#options.engine.queries.totals(), queued: state.queued ?? 0 }
  }
}

function top(counts: ReadonlyMap<string, number>): Record<string, number> {
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  return Object.fromEntries(sorted.slice(0, MAX_VALUES))
}
