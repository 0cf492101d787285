import type { RillNews } from '../../../shared/ipc'
import type { ListCounts, ListTotals } from '../../../shared/ipc/lists'
import type { Engine, EngineEvent } from '../../engine/engine'
import type { Leaving } from './leaving'
import type { Lists } from './lists'
import type { NewsSource } from './news-source'
import { Pace } from './pace'

const LOOK_EVERY_MS = 500

/** So that ten thousand hosts do not make ten thousand lines. */
const MOST_VALUES = 1000

interface SummaryNewsOptions {
  readonly engine: Pick<Engine, 'totals' | 'settings'>
  readonly lists: Lists
  readonly leaving: Leaving
}

/** How many downloads there are of each kind, and what they do together; twice a second at most. */
export class SummaryNews implements NewsSource {
  readonly #options: SummaryNewsOptions
  readonly #pace = new Pace(LOOK_EVERY_MS)
  #mayDiffer = true
  #told = { counts: '', totals: '' }

  constructor(options: SummaryNewsOptions) {
    this.#options = options
  }

  note(_event: EngineEvent): void {
    this.#mayDiffer = true
  }

  dueMs(): number | null {
    return this.#mayDiffer ? this.#pace.nextMs : null
  }

  take(): RillNews[] {
    if (!this.#mayDiffer || !this.#pace.isDue()) return []
    return this.#pace.look(() => {
      this.#mayDiffer = this.#options.leaving.any()
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
