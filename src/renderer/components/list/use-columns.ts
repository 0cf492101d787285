import {
  type ColumnDef,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  type ReactTable,
  type TableOptions,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { type Columns, changeColumns, useColumns } from '../../stores/columns'
import { COLUMN_IDS, COLUMNS, type ColumnId, isColumnId, MAX_WIDTH } from './columns'

const features = tableFeatures({
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
})

type Features = typeof features

/** Left free at the end, for the button over it. */
const END_PX = 36

/** The rows come in windows from the main process: the table is only its columns. */
const NO_ROWS: never[] = []

const DEFINITIONS: ColumnDef<Features, never>[] = COLUMN_IDS.map((id) => ({
  id,
  size: COLUMNS[id].width,
  minSize: COLUMNS[id].minWidth,
  maxSize: MAX_WIDTH,
  enableHiding: id !== 'name',
}))

export interface ShownColumn {
  readonly id: ColumnId
  readonly width: number
  /** Pixels from the row's start. */
  readonly start: number
}

export interface ColumnTable {
  readonly table: ReactTable<Features, never>
  readonly shown: readonly ShownColumn[]
  readonly totalWidth: number
  /** The widths, as CSS has it. */
  readonly template: string
}

/**
 * The columns as they are laid out in so much room: in the person's order, without the hidden ones.
 * The name grows into what is left, until the person has given it a width.
 */
export function useColumnTable(roomPx: number): ColumnTable {
  const { order, widths, hidden } = useColumns()
  const others = COLUMN_IDS.filter((id) => id !== 'name' && !hidden.includes(id))
  const taken = others.reduce((sum, id) => sum + widthOf(id, widths), 0)
  const name =
    widths.name ?? Math.max(COLUMNS.name.width, Math.min(MAX_WIDTH, roomPx - taken - END_PX))
  const options = useMemo(
    () => optionsFor({ order, widths, hidden, name }),
    [order, widths, hidden, name],
  )
  const table = useTable<Features, never>(options)
  return useMemo(() => laidOut(table), [table])
}

interface Layout extends Columns {
  /** The width of the name column, chosen or computed. */
  readonly name: number
}

function optionsFor({ order, widths, hidden, name }: Layout): TableOptions<Features, never> {
  const sizing = { ...widths, name }
  return {
    features,
    columns: DEFINITIONS,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    columnResizeDirection: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
    state: {
      columnOrder: completed(order),
      columnSizing: sizing,
      columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])),
    },
    onColumnOrderChange: (change) =>
      changeColumns({ order: functionalUpdate(change, completed(order)) }),
    onColumnSizingChange: (change) => {
      const next: Record<string, number> = { ...functionalUpdate(change, sizing) }
      // As long as nobody has set it, the name's width is not a wish.
      if (widths.name === undefined && next.name === name) delete next.name
      changeColumns({ widths: next })
    },
    onColumnVisibilityChange: (change) => {
      const before = Object.fromEntries(hidden.map((id) => [id, false]))
      const after = functionalUpdate(change, before)
      changeColumns({ hidden: COLUMN_IDS.filter((id) => after[id] === false) })
    },
  }
}

function laidOut(table: ReactTable<Features, never>): ColumnTable {
  const shown = table.getVisibleLeafColumns().flatMap((column) => {
    if (!isColumnId(column.id)) return []
    return { id: column.id, width: column.getSize(), start: column.getStart() }
  })
  return {
    table,
    shown,
    totalWidth: table.getTotalSize() + END_PX,
    template: [...shown.map(({ width }) => `${width}px`), `minmax(${END_PX}px, 1fr)`].join(' '),
  }
}

function widthOf(id: ColumnId, widths: Readonly<Record<string, number>>): number {
  const { width, minWidth } = COLUMNS[id]
  return Math.max(minWidth, Math.min(MAX_WIDTH, widths[id] ?? width))
}

/** A person's order and, behind it, the columns that it does not know. */
function completed(order: readonly string[]): string[] {
  const known = order.filter(isColumnId)
  return [...known, ...COLUMN_IDS.filter((id) => !known.includes(id))]
}
