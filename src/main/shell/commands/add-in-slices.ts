import { setImmediate } from 'node:timers/promises'
import type { AddDrafts } from '../../../shared/adding/drafts'
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

/** The same for links with options of their own; the last slice goes first where all go to the front. */
export async function addDraftsInSlices(
  engine: Pick<Engine, 'addDrafts'>,
  { drafts, ...common }: AddDrafts,
): Promise<DownloadId[]> {
  const slices: AddDrafts['drafts'][] = []
  for (let start = 0; start < drafts.length; start += MOST_AT_ONCE) {
    slices.push(drafts.slice(start, start + MOST_AT_ONCE))
  }
  const isToTheFront = common.place === 'first'
  if (isToTheFront) slices.reverse()
  const added: DownloadId[][] = []
  for (const [index, slice] of slices.entries()) {
    if (index > 0) await setImmediate()
    added.push(engine.addDrafts({ ...common, drafts: slice }))
  }
  return (isToTheFront ? added.reverse() : added).flat()
}
