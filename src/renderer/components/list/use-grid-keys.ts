import { type KeyboardEvent, useState } from 'react'
import type { DownloadView } from '../../../shared/download'
import { DOWNLOAD_ACTIONS } from '../../actions/download-actions'
import { runCommand } from '../../lib/run-command'
import {
  copyLinks,
  type Ids,
  moveInQueue,
  targetIds,
  trashDownloads,
} from '../../stores/bulk-actions'
import { openDetails, useDetails } from '../../stores/details'
import { rowAt, useList } from '../../stores/list'
import {
  selectAll,
  selectionSettled,
  selectNone,
  selectRow,
  useSelection,
} from '../../stores/selection'
import { togglePause } from './toggle-pause'
import { TypedName } from './typed-name'
import type { CurrentRow } from './use-current-row'

export interface GridKeysOptions {
  readonly total: number
  readonly current: CurrentRow
  readonly rowHeight: number
  /** Leaves the rows upwards, for the head. */
  readonly toHead: () => void
}

const QUEUE_KEYS = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'top',
  End: 'bottom',
} as const

/**
 * The keys of the grid, by the WAI-ARIA book where it has any: arrows, Home, End and pages move and
 * select, with Shift a range, with Ctrl without selecting; left and right go between a row and its
 * buttons. Space pauses or resumes, Enter opens, Delete removes, a letter leads to a name.
 */
export function useGridKeys(options: GridKeysOptions): (event: KeyboardEvent<HTMLElement>) => void {
  const [typed] = useState(() => new TypedName())
  const { total, current, rowHeight, toHead } = options
  const keys: Keys = { current, typed, toHead }
  return (event) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-index]')
    if (row === null) return
    const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / rowHeight) - 2)
    if (event.altKey) {
      const step = QUEUE_KEYS[event.key as keyof typeof QUEUE_KEYS] as
        | (typeof QUEUE_KEYS)[keyof typeof QUEUE_KEYS]
        | undefined
      if (step === undefined || event.ctrlKey) return
      onTargets((ids) => moveInQueue(ids, step))
      event.preventDefault()
      return
    }
    const last = total - 1
    const moves: Partial<Record<string, number>> = {
      ArrowUp: current.index - 1,
      ArrowDown: current.index + 1,
      PageUp: current.index - page,
      PageDown: current.index + page,
      Home: 0,
      End: last,
    }
    const next = moves[event.key]
    const isDone =
      next === undefined
        ? act(event, row, keys)
        : move(event, Math.max(0, Math.min(last, next)), next, keys)
    if (isDone) event.preventDefault()
  }
}

interface Keys {
  readonly current: CurrentRow
  readonly typed: TypedName
  readonly toHead: () => void
}

function move(event: KeyboardEvent, next: number, wished: number, keys: Keys): boolean {
  if (wished < 0 && event.key === 'ArrowUp' && !event.shiftKey) {
    keys.toHead()
    return true
  }
  keys.current.moveTo(next, 'focus')
  const id = rowAt(useList.getState(), next)?.id
  const isOnlyMove = (event.ctrlKey || event.metaKey) && !event.shiftKey
  if (id !== undefined && !isOnlyMove) {
    selectRow(id, { range: event.shiftKey, toggle: event.shiftKey && event.ctrlKey })
  }
  return true
}

/** Says whether the key means something here. */
function act(event: KeyboardEvent, row: HTMLElement, keys: Keys): boolean {
  const view = rowAt(useList.getState(), Number(row.dataset.index))
  const isOnRow = event.target === row
  if (event.ctrlKey || event.metaKey) return actWithCtrl(event, view)
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
      stepInside(row, (event.key === 'ArrowRight') === isLeftToRight() ? 1 : -1)
      return true
    case 'Delete':
      onTargets((ids) => trashDownloads(ids, { withFile: event.shiftKey }))
      return true
    case 'Escape':
      if (!isOnRow) row.focus({ preventScroll: true })
      else if (useSelection.getState().ids.size > (useDetails.getState().isOpen ? 1 : 0))
        selectNone()
      else return false
      return true
    // On a button, Space and Enter press that button.
    case ' ':
      if (isOnRow && keys.typed.isEmptyAt(event.timeStamp))
        onTargets((ids) => runCommand(togglePause(ids)))
      else return isOnRow && typeLetter(event, keys)
      return true
    case 'Enter':
      if (!isOnRow || view === undefined) return false
      activate(view)
      return true
    default:
      return isOnRow && isOfName(event, keys.typed) && typeLetter(event, keys)
  }
}

function actWithCtrl(event: KeyboardEvent, view: DownloadView | undefined): boolean {
  switch (event.key.toLowerCase()) {
    case 'a':
      selectAll()
      return true
    case 'c':
      onTargets(copyLinks)
      return true
    case ' ':
      if (view !== undefined) selectRow(view.id, { toggle: true })
      return true
    default:
      return false
  }
}

/** Where all have just been selected, these are known only when the answer has come. */
function onTargets(act: (ids: Ids) => void): void {
  runCommand(selectionSettled().then(() => act(targetIds())))
}

/** What Enter and a double click do: open what is there, else tell more of it. */
export function activate(view: DownloadView): void {
  if (view.state === 'completed') DOWNLOAD_ACTIONS.open.run([view.id])
  else openDetails(view.id)
}

/** By when it was pressed: a window that lags behind tears no name apart. */
function typeLetter({ key, timeStamp }: KeyboardEvent, { current, typed }: Keys): boolean {
  const { startsWith, isNew } = typed.type(key, timeStamp)
  const find = async (): Promise<void> => {
    const { query, total } = useList.getState()
    if (query === null) return
    // What goes on being typed may still be this row.
    const after = isNew ? current.index : Math.max(0, (current.index - 1 + total) % total)
    const found = await window.rill.findName(query, startsWith, after)
    if (found < 0) return
    current.moveTo(found, 'focus')
    const id = rowAt(useList.getState(), found)?.id
    if (id !== undefined) selectRow(id)
  }
  runCommand(find())
  return true
}

/** Names are found by how they begin: with a letter or a number, then anything. */
function isOfName({ key, timeStamp }: KeyboardEvent, typed: TypedName): boolean {
  return typed.isEmptyAt(timeStamp) ? /^[\p{L}\p{N}]$/u.test(key) : /^\S$/u.test(key)
}

function isLeftToRight(): boolean {
  return document.documentElement.dir !== 'rtl'
}

function stepInside(row: HTMLElement, step: number): void {
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button')]
  const at = stops.findIndex((stop) => stop.matches(':focus'))
  stops[at + step]?.focus({ preventScroll: true })
}
