import { memo, useState } from 'react'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { rowAt, useList } from '../../stores/list'
import { useSelection } from '../../stores/selection'
import { CELLS, type CellProps } from './cells'
import { COLUMNS, type ColumnId } from './columns'
import { RowActions } from './row-actions'

export const ROW_HEIGHT_PX = { comfortable: 52, compact: 30 } as const

/** What all rows have in common. */
export interface RowLayout {
  readonly isCompact: boolean
  readonly columns: readonly ColumnId[]
  /** Their widths, as CSS has it. */
  readonly template: string
  /** Where the words of the name begin, in pixels from the row's start. */
  readonly textStart: number
  /** Whether any row can be dragged to another place. */
  readonly isMovable: boolean
  /** Whether the columns need more room than there is. */
  readonly isWide: boolean
  /** Any time of today. */
  readonly todayMs: number
}

interface GridRowProps {
  /** Place in the list, from 0. */
  readonly index: number
  /** Whether the keyboard is on this row. */
  readonly isCurrent: boolean
  readonly look: RowLayout
}

/** One download, or a grey shape. Draws itself again when its own view changes, and for no other's. */
export const GridRow = memo(function GridRow({ index, isCurrent, look }: GridRowProps) {
  const { isCompact, columns, template, textStart, isMovable, isWide, todayMs } = look
  const view = useList((state) => rowAt(state, index))
  const id = view?.id
  const isSelected = useSelection(({ ids }) => id !== undefined && ids.has(id))
  // A row that has not come yet has, unseen, what stood in its element before.
  const [shown, setShown] = useState(view)
  if (view !== undefined && view !== shown) setShown(view)
  const height = ROW_HEIGHT_PX[isCompact ? 'compact' : 'comfortable']
  const style = {
    height,
    // Not by a transform: with one of its own for each row, putting the layers together takes longest.
    top: index * height,
    gridTemplateColumns: template,
    '--text': `${textStart}px`,
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      // The head is the first row.
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={view === undefined || undefined}
      aria-label={
        view === undefined
          ? t('list.loading')
          : t('list.row', { name: view.name, state: t(`states.${view.state}`) })
      }
      tabIndex={isCurrent ? 0 : -1}
      data-index={index}
      data-id={id}
      draggable={view !== undefined && (isMovable || view.state === 'completed')}
      style={style}
      className={cn(
        // What a row inherits stays as it is while the pointer goes over it: that restyles all in it.
        'list-row reach group absolute inset-x-0 grid rounded-md bg-canvas -outline-offset-2 hover:bg-hover aria-selected:bg-accent-soft',
        'contain-size contain-layout contain-style',
        isCompact ? 'items-center [--pad:0px]' : 'items-start pt-(--pad) [--pad:9px]',
        isCurrent && 'z-1',
      )}
    >
      {shown !== undefined && (
        <>
          <Cells view={shown} columns={columns} isCompact={isCompact} todayMs={todayMs} />
          <RowActions
            id={shown.id}
            name={shown.name}
            state={shown.state}
            tabbable={isCurrent}
            place={columns.length + 1}
            isWide={isWide}
          />
        </>
      )}
    </div>
  )
})

interface CellsProps extends CellProps {
  readonly columns: readonly ColumnId[]
}

/** Knows neither where the row stands nor whether it is selected. */
const Cells = memo(function Cells({ columns, ...props }: CellsProps) {
  return columns.map((column, place) => {
    const Cell = CELLS[column]
    return (
      // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
      // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus for its cells
      <div
        key={column}
        role="gridcell"
        aria-colindex={place + 1}
        className={cn('row-start-1 min-w-0 px-2', COLUMNS[column].isNumber && 'text-end')}
        style={{ gridColumn: place + 1 }}
      >
        <Cell {...props} />
      </div>
    )
  })
})
