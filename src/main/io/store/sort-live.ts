import type { DownloadId } from '../../../shared/download'

interface Sorting {
  /** All ids in the order of the queue. */
  readonly ids: readonly DownloadId[]
  /** The completed ids among them, in the same order. */
  readonly completed: readonly DownloadId[]
  readonly values: ReadonlyMap<DownloadId, number>
  readonly descending: boolean
  /** Whether completed downloads come first instead of last. */
  readonly completedFirst: boolean
}

/** Sorts by values that only some downloads have; equal values keep the order of the queue. */
export function sortLive(sorting: Sorting): DownloadId[] {
  const { ids, completed, values, descending, completedFirst } = sorting
  const isCompleted = new Set(completed)
  const sign = descending ? -1 : 1
  const others = ids.filter((id) => !isCompleted.has(id))
  const sorted = others
    .filter((id) => values.has(id))
    .sort((a, b) => sign * ((values.get(a) ?? 0) - (values.get(b) ?? 0)))
  const rest = others.filter((id) => !values.has(id))
  return completedFirst ? [...completed, ...sorted, ...rest] : [...sorted, ...rest, ...completed]
}
