import type { DownloadId, DownloadState, DownloadView } from '../../shared/download'

export type Filter = 'all' | 'active' | 'queued' | 'paused' | 'completed' | 'failed'

/** In the order of the sidebar. */
export const FILTERS: readonly { readonly id: Filter; readonly label: string }[] = [
  { id: 'all', label: 'All' },
  { id: 'active', label: 'Active' },
  { id: 'queued', label: 'Queued' },
  { id: 'paused', label: 'Paused' },
  { id: 'completed', label: 'Completed' },
  { id: 'failed', label: 'Failed' },
]

/** Every state is in exactly one filter besides `all`, so that the counts add up. */
const FILTER_OF: Record<DownloadState, Exclude<Filter, 'all'>> = {
  queued: 'queued',
  downloading: 'active',
  verifying: 'active',
  paused: 'paused',
  'needs-link': 'failed',
  failed: 'failed',
  completed: 'completed',
}

export type Counts = Readonly<Record<Filter, number>>

export function countByFilter(views: Iterable<DownloadView>): Counts {
  const counts = { all: 0, active: 0, queued: 0, paused: 0, completed: 0, failed: 0 }
  for (const { state } of views) {
    counts.all += 1
    counts[FILTER_OF[state]] += 1
  }
  return counts
}

export function passesFilter({ state }: DownloadView, filter: Filter): boolean {
  return filter === 'all' || FILTER_OF[state] === filter
}

/** Whether any download is in one of `states`. */
export function anyIn(views: Iterable<DownloadView>, ...states: readonly DownloadState[]): boolean {
  for (const { state } of views) if (states.includes(state)) return true
  return false
}

/** Whether name or link hold every word of `words` (lower case); no words match everything. */
function matchesSearch({ name, url }: DownloadView, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = `${name}\n${url}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** The rows to show, in the order given. */
export function visibleIds(
  order: readonly DownloadId[],
  byId: ReadonlyMap<DownloadId, DownloadView>,
  filter: Filter,
  query: string,
): DownloadId[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean)
  return order.filter((id) => {
    const view = byId.get(id)
    return view !== undefined && passesFilter(view, filter) && matchesSearch(view, words)
  })
}
