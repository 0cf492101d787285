import { create } from 'zustand'
import type { DownloadId, DownloadView } from '../../shared/download'
import type { ListRows, VersionedRows } from '../../shared/ipc/lists'
import type { ListQuery } from '../../shared/list-query'

/** The part of the list around what is on screen. */
export interface ListState {
  /** What was asked; null until the first answer is there. */
  readonly query: ListQuery | null
  readonly revision: number
  /** How many the whole list has. */
  readonly total: number
  /** Place of the first of `rows`. */
  readonly first: number
  /** A view keeps its identity until it changes: that is how only its row draws itself again. */
  readonly rows: readonly DownloadView[]
  readonly byId: ReadonlyMap<DownloadId, DownloadView>
  /** When the window was told; what was told of single rows before that is older. */
  readonly version: number
  /** What was told of single rows since then: a window that was told before that may still come. */
  readonly since: ReadonlyMap<DownloadId, VersionedView>
}

interface VersionedView {
  readonly version: number
  readonly view: DownloadView
}

export const NO_LIST: ListState = {
  query: null,
  revision: -1,
  total: 0,
  first: 0,
  rows: [],
  byId: new Map(),
  version: -1,
  since: new Map(),
}

export const useList = create<ListState>(() => NO_LIST)

/** The download in this place of the list; undefined while its row has not come. */
export function rowAt({ first, rows }: ListState, index: number): DownloadView | undefined {
  return rows[index - first]
}

/** The place of a download in the list; -1 if it is not among the rows that are here. */
export function indexOf({ first, rows }: ListState, id: DownloadId): number {
  const found = rows.findIndex((row) => row.id === id)
  return found < 0 ? -1 : first + found
}

/** The state after another window has come. */
export function withWindow(state: ListState, query: ListQuery, window: ListRows): ListState {
  if (window.version < state.version) return state
  const since = new Map([...state.since].filter(([, { version }]) => version > window.version))
  const rows = window.rows.map((row) => {
    const now = since.get(row.id)?.view ?? row
    return sameOr(state.byId.get(row.id), now)
  })
  return { query, ...window, rows, byId: byIdOf(rows), since }
}

/** The state after some of its rows have changed. */
export function withRows(state: ListState, { version, rows: changed }: VersionedRows): ListState {
  if (version < state.version) return state
  const since = new Map(state.since)
  for (const view of changed) since.set(view.id, { version, view })
  const news = byIdOf(changed.filter(({ id }) => state.byId.has(id)))
  if (news.size === 0) return { ...state, since }
  const rows = state.rows.map((row) => news.get(row.id) ?? row)
  return { ...state, rows, byId: byIdOf(rows), since }
}

/** The view that is there already, if the new one says the same. */
function sameOr(known: DownloadView | undefined, row: DownloadView): DownloadView {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(row) ? known : row
}

function byIdOf(rows: readonly DownloadView[]): ReadonlyMap<DownloadId, DownloadView> {
  return new Map(rows.map((row) => [row.id, row]))
}
