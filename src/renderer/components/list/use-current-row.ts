import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useShallow } from 'zustand/shallow'
import type { DownloadId } from '../../../shared/download'
import { runCommand } from '../../lib/run-command'
import { setCurrentPlace, useCurrentPlace } from '../../stores/current-place'
import { indexOf, rowAt, useList } from '../../stores/list'
import { makeCurrent, useSelection } from '../../stores/selection'

export interface CurrentRow {
  /** Place of the row that Tab reaches; the first one until a person chose another. */
  readonly index: number
  /** Makes another row current: `focus` also moves the focus there and scrolls it into sight. */
  readonly moveTo: (index: number, how: 'focus' | 'stay') => void
}

/** Which download was found in the place that is remembered, and in which list. */
interface Placed {
  readonly id: DownloadId | null
  readonly revision: number
}

/**
 * Roving focus over rows that come and go. When the current row leaves the list, the one that took
 * its place becomes current, and gets the focus if the focus was lost with the row.
 */
export function useCurrentRow(
  grid: RefObject<HTMLElement | null>,
  scrollTo: (index: number) => void,
): CurrentRow {
  const current = useSelection((state) => state.current)
  // All that is asked for below; what its rows say may change ten times a second.
  const list = useList(
    useShallow(({ revision, total, first, rows }) => ({
      revision,
      total,
      first,
      count: rows.length,
    })),
  )
  const index = useCurrentPlace((state) => state.index)
  const placed = useRef<Placed>({ id: null, revision: -1 })
  // The place to which the focus goes as soon as its row is there.
  const wanted = useRef<number | null>(null)

  const place = (id: DownloadId, found: number): void => {
    if (placed.current.id !== id) scrollTo(found)
    placed.current = { id, revision: useList.getState().revision }
    setCurrentPlace(found)
  }

  const lookFor = async (id: DownloadId): Promise<void> => {
    const before = placed.current
    placed.current = { id: before.id, revision: list.revision }
    const { query, total } = useList.getState()
    if (query === null) return
    const found = await window.rill.positionOf(query, id)
    if (useSelection.getState().current !== id) return
    if (found >= 0) {
      place(id, found)
    } else if (before.id === id) {
      // It has left the list: who is in its place now is current, if there is anybody.
      const next = Math.max(0, Math.min(index, total - 1))
      if (document.activeElement === document.body) wanted.current = next
      setCurrentPlace(next)
      makeCurrent(rowAt(useList.getState(), next)?.id ?? null)
    }
  }

  useLayoutEffect(() => {
    const now = useList.getState()
    const arrived = wanted.current === null ? undefined : rowAt(now, wanted.current)
    if (arrived !== undefined && arrived.id !== current) {
      placed.current = { id: arrived.id, revision: list.revision }
      makeCurrent(arrived.id)
      return
    }
    const { id, revision } = placed.current
    if (current === null || (id === current && revision === list.revision)) return
    const found = indexOf(now, current)
    if (found >= 0) place(current, found)
    else if (revision !== list.revision) runCommand(lookFor(current))
  })

  useEffect(() => {
    if (wanted.current === null) return
    const row = rowElement(grid.current, wanted.current)
    if (row === null) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })

  const moveTo: CurrentRow['moveTo'] = (next, how) => {
    const id = rowAt(useList.getState(), next)?.id
    if (how === 'stay' && id === undefined) return
    if (how === 'focus') {
      wanted.current = next
      scrollTo(next)
    }
    setCurrentPlace(next)
    if (id === undefined) return
    placed.current = { id, revision: list.revision }
    makeCurrent(id)
    const row = how === 'focus' ? rowElement(grid.current, next) : null
    if (row === null) return
    wanted.current = null
    row.focus({ preventScroll: true })
  }

  return { index: Math.min(index, Math.max(0, list.total - 1)), moveTo }
}

function rowElement(grid: HTMLElement | null, index: number): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-index="${index}"]:not([aria-busy])`) ?? null
}
