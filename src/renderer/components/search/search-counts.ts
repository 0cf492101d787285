import { categoryLabel } from '../../lib/text/category-label'
import type { SearchCounts } from '../../search/suggest'
import { STATUS_WORDS, statesNamed } from '../../search/words'
import { useApp } from '../../stores/app'
import { useSummary } from '../../stores/summary'

/** How many downloads there are of what a search can ask for. */
export function searchCounts(): SearchCounts {
  const { counts } = useSummary.getState()
  if (counts === null) return {}
  const categories = useApp.getState().settings?.categories ?? []
  const ofStatus = (word: string): number =>
    statesNamed(word, {}).reduce((sum, state) => sum + (counts.state[state] ?? 0), 0)
  return {
    status: new Map(STATUS_WORDS.map((word) => [word, ofStatus(word)])),
    host: new Map(Object.entries(counts.host)),
    ext: new Map(Object.entries(counts.extension)),
    type: new Map(
      categories.map((category) => [categoryLabel(category), counts.category[category.id] ?? 0]),
    ),
  }
}
