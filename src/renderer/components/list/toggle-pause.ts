import type { Ids } from '../../stores/bulk-actions'

/** The one thing that Space does: pauses what runs or waits; where nothing does, starts the rest. */
export async function togglePause(ids: Ids): Promise<void> {
  const { rill } = window
  const counts = await rill.possibleActions(ids)
  if (counts.pause > 0) await rill.pause(ids)
  else if (counts.resume > 0) await rill.resume(ids)
  else if (counts.retry > 0) await rill.retry(ids)
}
