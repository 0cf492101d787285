import { useState } from 'react'
import { rowAt, useList } from '../../stores/list'
import { useSelection } from '../../stores/selection'
import { GridRow, type RowLayout } from './grid-row'
import { type PlacedRow, placeRows } from './place-rows'

interface RowsProps {
  /** The places of those that are to be there. */
  readonly indexes: readonly number[]
  readonly currentIndex: number
  readonly isMoving: boolean
  readonly look: RowLayout
}

/** The rows in sight and some around them. */
export function Rows({ indexes, currentIndex, isMoving, look }: RowsProps) {
  const [before, setBefore] = useState<readonly PlacedRow[]>([])
  const list = useList.getState()
  const wanted = indexes.map((index) => ({ index, id: rowAt(list, index)?.id ?? null }))
  const held = useSelection.getState().current
  const placed = placeRows(before, wanted, { total: list.total, isMoving, held })
  if (!isSame(before, placed)) setBefore(placed)
  return placed.map(({ slot, index }) => (
    <GridRow key={slot} index={index} isCurrent={index === currentIndex} look={look} />
  ))
}

function isSame(a: readonly PlacedRow[], b: readonly PlacedRow[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ slot, index, id }, at) => {
      const other = b[at]
      return slot === other?.slot && index === other.index && id === other.id
    })
  )
}
