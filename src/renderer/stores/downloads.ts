import { create } from 'zustand'
import type { DownloadId, DownloadView } from '../../shared/download'
import type { Changes } from '../../shared/ipc'

export interface DownloadsState {
  /** A view keeps its identity until it changes: that is how only its row draws itself again. */
  readonly byId: ReadonlyMap<DownloadId, DownloadView>
  /** All ids as they are listed: what was added last on top, one gesture's downloads in their order. */
  readonly order: readonly DownloadId[]
}

export const useDownloads = create<DownloadsState>(() => ({ byId: new Map(), order: [] }))

export function fromList(views: readonly DownloadView[]): DownloadsState {
  const byId = new Map(views.map((view) => [view.id, view]))
  return { byId, order: orderOf(byId) }
}

/** The state after `changes`; `order` stays the same object while no row comes or goes. */
export function withChanges(state: DownloadsState, { changed, removed }: Changes): DownloadsState {
  const byId = new Map(state.byId)
  for (const view of changed) byId.set(view.id, view)
  for (const id of removed) byId.delete(id)
  const sameRows = byId.size === state.byId.size && changed.every(({ id }) => state.byId.has(id))
  return { byId, order: sameRows ? state.order : orderOf(byId) }
}

function orderOf(byId: ReadonlyMap<DownloadId, DownloadView>): DownloadId[] {
  return [...byId.values()]
    .sort((a, b) => b.addedAtMs - a.addedAtMs || a.id - b.id)
    .map(({ id }) => id)
}
