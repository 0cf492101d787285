import { memo } from 'react'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n'
import { rowAt, useList } from '../../stores/list'
import { useSelection } from '../../stores/selection'
import { CELLS } from './cells'
import { COLUMNS, type ColumnId } from './columns'
import { RowActions } from './row-actions'

export const ROW_HEIGHT_PX = { comfortable: 52, compact: 30 } as const

export interface GridRowProps {
  /** Place in the list, from 0. */
  readonly index: number
  /** Whether the keyboard is on this row. */
  readonly isCurrent: boolean
  readonly isCompact: boolean
  readonly columns: readonly ColumnId[]
  /** Their widths, as CSS has it. */
  readonly template: string
  /** Where the words of the name begin, in pixels from the row's start. */
  readonly textStart: number
  /** Whether any row can be dragged to another place. */
  readonly isMovable: boolean
}

/** One download. Draws itself again when its own view changes, and for no other's. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, isCurrent, isCompact, columns, template, textStart, isMovable } = props
  const view = useList((state) => rowAt(state, index))
  const id = view?.id
  const isSelected = useSelection(({ ids }) => id !== undefined && ids.has(id))
  const height = ROW_HEIGHT_PX[isCompact ? 'compact' : 'comfortable']
  const style = {
    height,
    transform: `translateY(${index * height}px)`,
    gridTemplateColumns: template,
    '--text': `${textStart}px`,
    '--pad': isCompact ? '0px' : '9px',
  }
  if (view === undefined) return <Skeleton {...props} style={style} />
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      // The head is the first row.
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-label={t('list.row', { name: view.name, state: t(`states.${view.state}`) })}
      tabIndex={isCurrent ? 0 : -1}
      data-index={index}
      data-id={view.id}
      draggable={isMovable || view.state === 'completed'}
      style={style}
      className={cn(
        'group absolute inset-x-0 top-0 grid overflow-clip rounded-md contain-strict bg-(--row) -outline-offset-2',
        isCompact ? 'items-center' : 'items-start pt-(--pad)',
        '[--row:var(--canvas)] hover:[--row:var(--hover)] aria-selected:[--row:var(--accent-soft)]',
        isCurrent && 'z-1',
      )}
    >
      {columns.map((column, place) => {
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
            <Cell view={view} isCompact={isCompact} />
          </div>
        )
      })}
      <RowActions
        id={view.id}
        name={view.name}
        state={view.state}
        tabbable={isCurrent}
        place={columns.length + 1}
      />
    </div>
  )
})

/** A row that has not come yet. */
function Skeleton({
  index,
  isCurrent,
  columns,
  style,
}: GridRowProps & { readonly style: Readonly<Record<string, string | number>> }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy
      aria-label={t('list.loading')}
      tabIndex={isCurrent ? 0 : -1}
      data-index={index}
      style={style}
      className="absolute inset-x-0 top-0 grid items-center"
    >
      {columns.map((column, place) => (
        // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
        // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus for its cells
        <div key={column} role="gridcell" aria-colindex={place + 1} className="px-2">
          <span className="block h-2.5 w-2/3 rounded bg-ink/5" />
        </div>
      ))}
    </div>
  )
}
