import { create } from 'zustand'
import type { DownloadId } from '../../shared/download'
import { runCommand } from '../lib/run-command'
import { useList } from './list'

export interface Selection {
  readonly ids: ReadonlySet<DownloadId>
  /** Where a range begins. */
  readonly anchor: DownloadId | null
  /** The row that the keyboard is on. */
  readonly current: DownloadId | null
}

export const NOTHING: Selection = { ids: new Set(), anchor: null, current: null }

export const useSelection = create<Selection>(() => NOTHING)

/** Only this row. */
export function only(id: DownloadId): Selection {
  return { ids: new Set([id]), anchor: id, current: id }
}

/** This row changes sides; the others stay as they are. */
export function toggled({ ids }: Selection, id: DownloadId): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id, current: id }
}

/** From the anchor to this row, which are the ends of `between`; with `isAdded`, beside what was. */
export function ranged(
  { ids, anchor }: Selection,
  id: DownloadId,
  between: readonly DownloadId[],
  isAdded = false,
): Selection {
  if (between.length === 0) return only(id)
  return { ids: new Set(isAdded ? [...ids, ...between] : between), anchor, current: id }
}

/** All of these; anchor and current row stay. */
export function all(selection: Selection, ids: readonly DownloadId[]): Selection {
  return { ...selection, ids: new Set(ids) }
}

/** No row; the keyboard stays where it is. */
export function none(selection: Selection): Selection {
  return { ...selection, ids: new Set() }
}

/** The selection without what is no longer there. */
export function without(selection: Selection, gone: readonly DownloadId[]): Selection {
  if (!gone.some((id) => selection.ids.has(id))) return selection
  const ids = new Set(selection.ids)
  for (const id of gone) ids.delete(id)
  return { ...selection, ids }
}

/** How often the person has said what is selected. */
let selectionVersion = 0
let pendingAnswer: Promise<void> = Promise.resolve()

function select(change: (before: Selection) => Selection): void {
  selectionVersion += 1
  useSelection.setState(change)
}

/** Has the main process answer what is selected. What the person says meanwhile is newer, and counts. */
function selectWhenAnswered<T>(
  question: Promise<T>,
  change: (before: Selection, answer: T) => Selection,
): void {
  selectionVersion += 1
  const mine = selectionVersion
  const take = async (): Promise<void> => {
    const answer = await question
    // Where the keyboard is was known at once, and may be elsewhere by now.
    if (mine === selectionVersion)
      useSelection.setState((state) => ({ ...change(state, answer), current: state.current }))
  }
  const taken = take()
  pendingAnswer = taken.catch(() => undefined)
  runCommand(taken)
}

/** Settles when what was said until now is what is selected. */
export function selectionSettled(): Promise<void> {
  return pendingAnswer
}

/** What a click on a row, or a move of the keyboard to it, does with these keys held. */
export function selectRow(
  id: DownloadId,
  { toggle = false, range = false }: { readonly toggle?: boolean; readonly range?: boolean } = {},
): void {
  const { anchor } = useSelection.getState()
  const { query } = useList.getState()
  if (range && anchor !== null && query !== null) {
    makeCurrent(id)
    selectWhenAnswered(window.rill.idsBetween(query, anchor, id), (state, between) =>
      ranged(state, id, between, toggle),
    )
  } else {
    select((state) => (toggle ? toggled(state, id) : only(id)))
  }
}

/** All that the list has, not only what is on screen. */
export function selectAll(): void {
  const { query } = useList.getState()
  if (query !== null) selectWhenAnswered(window.rill.listIds(query), all)
}

export function selectNone(): void {
  select(none)
}

/** Moves the keyboard to a row and leaves the selection as it is. */
export function makeCurrent(current: DownloadId | null): void {
  useSelection.setState({ current })
}
