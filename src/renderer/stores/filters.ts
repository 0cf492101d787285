import type { DownloadState } from '../../shared/download'
import type { ListCounts } from '../../shared/ipc/lists'

/** In the order of the sidebar. Every state is in exactly one besides `all`, so that counts add up. */
export const FILTERS = ['all', 'active', 'queued', 'paused', 'completed', 'failed'] as const

export type Filter = (typeof FILTERS)[number]

const STATES_IN: Record<Exclude<Filter, 'all'>, readonly DownloadState[]> = {
  active: ['downloading', 'verifying'],
  queued: ['queued'],
  paused: ['paused'],
  completed: ['completed'],
  failed: ['needs-link', 'failed'],
}

/** The states that pass the filter; null for all of them. */
export function statesIn(filter: Filter): readonly DownloadState[] | null {
  return filter === 'all' ? null : STATES_IN[filter]
}

/** How many downloads pass the filter. */
export function countIn(filter: Filter, { state }: ListCounts): number {
  const states = statesIn(filter) ?? Object.keys(state)
  return states.reduce((sum, one) => sum + (state[one] ?? 0), 0)
}
