import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { DownloadId } from '../../shared/download'
import { makeCurrent, useListView } from '../stores/list-view'

export interface CurrentRow {
  /** Place of the row that Tab reaches; the first one until a person chose another. */
  readonly index: number
  /** Makes another row current: `focus` also moves the focus there and scrolls it into sight. */
  readonly moveTo: (index: number, how: 'focus' | 'stay') => void
}

/**
 * Roving focus over rows that come and go. When the current row leaves the list, the one that took
 * its place becomes current, and gets the focus if the focus was lost with the row.
 */
export function useCurrentRow(
  ids: readonly DownloadId[],
  grid: RefObject<HTMLElement | null>,
  scrollTo: (index: number) => void,
): CurrentRow {
  const currentId = useListView((state) => state.currentId)
  const found = currentId === null ? -1 : ids.indexOf(currentId)
  const lastSeen = useRef<{ id: DownloadId; index: number } | null>(null)
  const wanted = useRef(false)
  const index = Math.max(0, found)

  useLayoutEffect(() => {
    if (currentId === null) return
    if (found >= 0) {
      if (lastSeen.current?.id !== currentId) scrollTo(found)
      lastSeen.current = { id: currentId, index: found }
    } else if (lastSeen.current?.id === currentId) {
      wanted.current = document.activeElement === document.body
      makeCurrent(ids[Math.min(lastSeen.current.index, ids.length - 1)] ?? null)
    }
  })

  useEffect(() => {
    if (!wanted.current || found < 0) return
    wanted.current = false
    rowAt(grid.current, currentId)?.focus({ preventScroll: true })
  })

  const moveTo: CurrentRow['moveTo'] = (next, how) => {
    const id = ids[next]
    if (id === undefined) return
    if (how === 'focus') {
      wanted.current = true
      scrollTo(next)
      if (id === currentId) {
        wanted.current = false
        rowAt(grid.current, id)?.focus({ preventScroll: true })
      }
    } else {
      lastSeen.current = { id, index: next }
    }
    makeCurrent(id)
  }

  return { index, moveTo }
}

function rowAt(grid: HTMLElement | null, id: DownloadId | null): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-id="${id}"]`) ?? null
}
