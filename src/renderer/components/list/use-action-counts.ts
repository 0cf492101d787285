import { useEffect, useState } from 'react'
import { actionsOf, type DownloadId } from '../../../shared/download'
import type { ActionCounts } from '../../../shared/ipc/selection'
import { runCommand } from '../../lib/run-command'
import { useList } from '../../stores/list'
import { useSummary } from '../../stores/summary'

const NONE: ActionCounts = {
  pause: 0,
  resume: 0,
  cancel: 0,
  retry: 0,
  remove: 0,
  changeLink: 0,
  verify: 0,
}

/** Of these downloads, how many can be told to do what; kept true while they change. */
export function useActionCounts(ids: ReadonlySet<DownloadId>): ActionCounts {
  const summary = useSummary(({ counts }) => counts)
  const [counts, setCounts] = useState<ActionCounts>(() => countOfThoseHere(ids))
  // biome-ignore lint/correctness/useExhaustiveDependencies: it tells that states have changed
  useEffect(() => {
    let isStale = false
    const count = async (): Promise<void> => {
      const told = await window.rill.possibleActions([...ids])
      if (!isStale) setCounts(told)
    }
    runCommand(count())
    return () => {
      isStale = true
    }
  }, [ids, summary])
  return counts
}

/** Until the main process has counted: what can be told of the rows that are here. */
function countOfThoseHere(ids: ReadonlySet<DownloadId>): ActionCounts {
  const counts = { ...NONE }
  for (const view of useList.getState().byId.values()) {
    if (ids.has(view.id)) for (const action of actionsOf(view.state)) counts[action] += 1
  }
  return counts
}
