import { COLUMNS, type ColumnId } from './columns'
import type { ColumnTable } from './use-columns'

/** Makes a column wider, or narrower. */
export function resizeBy(table: ColumnTable['table'], id: ColumnId, byPx: number): void {
  const width = (table.getColumn(id)?.getSize() ?? COLUMNS[id].width) + byPx
  table.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.max(COLUMNS[id].minWidth, width) }))
}

/** Moves a column past its neighbour. */
export function moveColumn(table: ColumnTable['table'], id: ColumnId, by: 1 | -1): void {
  const shown = table.getVisibleLeafColumns().map((column) => column.id)
  const other = shown[shown.indexOf(id) + by]
  if (other !== undefined) putColumn(table, id, other, by === 1 ? 'end' : 'start')
}

/** Puts a column on one side of another. */
export function putColumn(
  table: ColumnTable['table'],
  id: string,
  beside: string,
  side: 'start' | 'end',
): void {
  if (id === beside) return
  table.setColumnOrder((order) => {
    const others = order.filter((other) => other !== id)
    const at = others.indexOf(beside) + (side === 'end' ? 1 : 0)
    return [...others.slice(0, at), id, ...others.slice(at)]
  })
}
