import { setImmediate } from 'node:timers/promises'
import type { DownloadId } from '../../../shared/download'
import type { AddDownloads } from '../../../shared/ipc/adding'
import type { Engine } from '../../engine/engine'

/** So many take about a twentieth of a second. */
const MOST_AT_ONCE = 5_000

/**
 * Adds a list of any length and lets the loop breathe meanwhile. Each slice is on disk when the next
 * one begins; if one fails, those before it stay.
 */
export async function addInSlices(
  engine: Pick<Engine, 'addMany'>,
  { urls, ...common }: AddDownloads,
): Promise<DownloadId[]> {
  const ids: DownloadId[] = []
  for (let start = 0; start < urls.length; start += MOST_AT_ONCE) {
    if (start > 0) await setImmediate()
    ids.push(...engine.addMany({ ...common, urls: urls.slice(start, start + MOST_AT_ONCE) }))
  }
  return ids
}
