import { type DragEvent, useState } from 'react'
import type { DownloadId } from '../../../shared/download'
import { runCommand } from '../../lib/run-command'
import { type Ids, moveBefore } from '../../stores/bulk-actions'
import { rowAt, useList } from '../../stores/list'
import { useSelection } from '../../stores/selection'

/** What a dragged row carries; nobody else knows it. */
const ROWS = 'application/x-rill-rows'

/** So near to its edge, in pixels, a list scrolls while something is dragged over it. */
const EDGE_PX = 36
const STEP_PX = 14

interface RowDragOptions {
  readonly rowHeight: number
  readonly headHeight: number
  /** Whether the list stands in the order of the queue, so that its rows can be moved. */
  readonly isQueue: boolean
}

interface RowDrag {
  /** The row in front of which what is dragged would come; null while nothing is. */
  readonly place: number | null
  readonly handlers: {
    readonly onDragStart: (event: DragEvent<HTMLElement>) => void
    readonly onDragOver: (event: DragEvent<HTMLElement>) => void
    readonly onDragLeave: (event: DragEvent<HTMLElement>) => void
    readonly onDrop: (event: DragEvent<HTMLElement>) => void
    readonly onDragEnd: () => void
  }
}

/** Dragging rows: finished files out of the window, all others to another place in the queue. */
export function useRowDrag({ rowHeight, headHeight, isQueue }: RowDragOptions): RowDrag {
  const [place, setPlace] = useState<number | null>(null)

  const placeAt = (event: DragEvent<HTMLElement>): number => {
    const grid = event.currentTarget
    const y = event.clientY - grid.getBoundingClientRect().top - headHeight + grid.scrollTop
    return Math.max(0, Math.min(useList.getState().total, Math.round(y / rowHeight)))
  }

  return {
    place,
    handlers: {
      onDragStart: (event) => {
        const row = (event.target as Element).closest<HTMLElement>('[data-id]')
        const id = Number(row?.dataset.id)
        const view = useList.getState().byId.get(id)
        if (view === undefined) return
        if (view.state === 'completed') {
          event.preventDefault()
          runCommand(window.rill.dragOut(draggedWith(id)))
        } else if (isQueue) {
          event.dataTransfer.setData(ROWS, JSON.stringify(draggedWith(id)))
          event.dataTransfer.effectAllowed = 'move'
        } else {
          event.preventDefault()
        }
      },
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes(ROWS)) return
        event.preventDefault()
        // The window takes links, and says of all else that it cannot be dropped.
        event.stopPropagation()
        event.dataTransfer.dropEffect = 'move'
        scrollNearEdge(event.currentTarget, event.clientY, headHeight)
        setPlace(placeAt(event))
      },
      onDragLeave: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setPlace(null)
      },
      onDrop: (event) => {
        const carried = event.dataTransfer.getData(ROWS)
        setPlace(null)
        if (carried === '') return
        event.preventDefault()
        event.stopPropagation()
        const list = useList.getState()
        const at = placeAt(event)
        const before = rowAt(list, at)?.id ?? null
        if (before !== null || at === list.total) moveBefore(JSON.parse(carried) as Ids, before)
      },
      onDragEnd: () => setPlace(null),
    },
  }
}

/** A selected row takes all others that are selected along. */
function draggedWith(id: DownloadId): Ids {
  const { ids } = useSelection.getState()
  return ids.has(id) ? [...ids] : [id]
}

function scrollNearEdge(grid: HTMLElement, clientY: number, headHeight: number): void {
  const { top, bottom } = grid.getBoundingClientRect()
  if (clientY < top + headHeight + EDGE_PX) grid.scrollTop -= STEP_PX
  else if (clientY > bottom - EDGE_PX) grid.scrollTop += STEP_PX
}
