import type { KeyboardEvent } from 'react'
import { discardDownload, openDownload, toggleDownload } from '../../stores/actions'
import { rowAt, useList } from '../../stores/list'
import { ROW_HEIGHT_PX } from './download-row'
import type { CurrentRow } from './use-current-row'

/**
 * The keys of the list: up, down, Home, End and pages move between rows, left and right between a
 * row and its buttons; Space pauses or resumes, Enter opens, Delete cancels or removes.
 */
export function useRowKeys(
  total: number,
  currentIndex: number,
  moveTo: CurrentRow['moveTo'],
): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = (event.target as Element).closest<HTMLElement>('[role=row]')
    const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / ROW_HEIGHT_PX) - 1)
    const last = total - 1
    const moves: Partial<Record<string, number>> = {
      ArrowUp: currentIndex - 1,
      ArrowDown: currentIndex + 1,
      PageUp: currentIndex - page,
      PageDown: currentIndex + page,
      Home: 0,
      End: last,
    }
    const next = moves[event.key]
    if (next !== undefined) {
      event.preventDefault()
      moveTo(Math.max(0, Math.min(last, next)), 'focus')
    } else if (row && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault()
      stepInside(row, event.key === 'ArrowRight' ? 1 : -1)
    } else if (row) {
      act(event, row)
    }
  }
}

function act(event: KeyboardEvent, row: HTMLElement): void {
  const view = rowAt(useList.getState(), Number(row.dataset.index))
  if (!view) return
  if (event.key === 'Delete') discardDownload(view)
  // On a button, Space and Enter press that button.
  else if (event.target !== row) return
  else if (event.key === ' ') toggleDownload(view)
  else if (event.key === 'Enter' && view.state === 'completed') openDownload(view)
  else return
  event.preventDefault()
}

function stepInside(row: HTMLElement, step: number): void {
  const stops = [row, ...row.querySelectorAll<HTMLElement>('button')]
  const at = stops.findIndex((stop) => stop.matches(':focus'))
  stops[at + step]?.focus({ preventScroll: true })
}
