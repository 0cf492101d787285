import { setImmediate } from 'node:timers/promises'
import type { AddDrafts } from '../../../shared/adding/drafts'
import type { DownloadId } from '../../../shared/download'
import type { AddDownloads } from '../../../shared/ipc/adding'
import type { EngineWith } from '../../engine/engine'

/** Adding this many takes about 50 ms. */
const SLICE = 5_000

/**
 * Adds a list of any length without blocking the event loop. Each slice is on disk before the next
 * one begins; if one fails, the slices before it stay.
 */
export async function addInSlices(
  engine: EngineWith<'additions', 'addMany'>,
  { urls, ...common }: AddDownloads,
): Promise<DownloadId[]> {
  const ids: DownloadId[] = []
  for (let start = 0; start < urls.length; start += SLICE) {
    if (start > 0) await setImmediate()
    ids.push(...engine.additions.addMany({ ...common, urls: urls.slice(start, start + SLICE) }))
  }
  return ids
}

/** Does the same for drafts with their own options; the last slice goes first for the queue's front. */
export async function addDraftsInSlices(
  engine: EngineWith<'additions', 'addDrafts'>,
  { drafts, ...common }: AddDrafts,
): Promise<DownloadId[]> {
  const slices: AddDrafts['drafts'][] = []
  for (let start = 0; start < drafts.length; start += SLICE) {
    slices.push(drafts.slice(start, start + SLICE))
  }
  const isToTheFront = common.place === 'first'
  if (isToTheFront) slices.reverse()
  const added: DownloadId[][] = []
  for (const [index, slice] of slices.entries()) {
    if (index > 0) await setImmediate()
    added.push(engine.additions.addDrafts({ ...common, drafts: slice }))
  }
  return (isToTheFront ? added.reverse() : added).flat()
}
