import { ArrowDown, ArrowUp } from 'lucide-react'
import { ContextMenu } from 'radix-ui'
import { type DragEvent, type KeyboardEvent, memo, useState } from 'react'
import type { ListSort } from '../../../shared/list-query'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { useListView } from '../../stores/list-view'
import { MENU_CLASS, MenuEntries, menuContainer } from '../ui/menu'
import { moveColumn, putColumn, resizeBy } from './change-columns'
import { columnEntries } from './column-entries'
import { COLUMNS, type ColumnId, isColumnId } from './columns'
import { HeadMenu } from './head-menu'
import { sortList } from './sort-list'
import type { ColumnTable } from './use-columns'

export const HEAD_HEIGHT_PX = 30

const COLUMN = 'application/x-rill-column'

/** How far a key makes a column wider, in pixels. */
const STEP_PX = 16

interface HeadRowProps {
  readonly columns: ColumnTable
  /** Into the rows. */
  readonly toRows: () => void
}

/**
 * The heads of the columns: a click sorts, dragging one moves it, dragging its edge makes it wider.
 * With the keyboard: arrows go from one to the next, with Shift they make it wider and with Alt move
 * it; the menu key has the rest.
 */
export const HeadRow = memo(function HeadRow({ columns, toRows }: HeadRowProps) {
  const { shown, table } = columns
  const sort = useListView((view) => view.sort)
  const [reached, setReached] = useState<ColumnId>('name')
  const current = shown.some(({ id }) => id === reached) ? reached : shown[0]?.id

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset.column
    const at = shown.findIndex((column) => column.id === id)
    if (event.key === 'ArrowDown') toRows()
    else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && at >= 0) {
      const isForth = (event.key === 'ArrowRight') === (document.documentElement.dir !== 'rtl')
      const column = shown[at]
      const next = shown[at + (isForth ? 1 : -1)]
      if (column && event.shiftKey) resizeBy(table, column.id, isForth ? STEP_PX : -STEP_PX)
      else if (column && event.altKey) moveColumn(table, column.id, isForth ? 1 : -1)
      else if (next) {
        setReached(next.id)
        event.currentTarget.querySelector<HTMLElement>(`[data-column="${next.id}"] button`)?.focus()
      }
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: its heads take the focus
    <div
      role="row"
      aria-rowindex={1}
      onKeyDown={onKeyDown}
      className="sticky top-0 z-10 grid min-w-full border-b border-line bg-canvas text-[11.5px] text-muted"
      style={{
        height: HEAD_HEIGHT_PX,
        gridTemplateColumns: columns.template,
        width: columns.totalWidth,
      }}
    >
      {shown.map(({ id }, place) => (
        <Head
          key={id}
          id={id}
          place={place + 1}
          columns={columns}
          sort={sort}
          isReached={id === current}
          reach={() => setReached(id)}
        />
      ))}
      <HeadMenu columns={columns} place={shown.length + 1} />
    </div>
  )
})

interface HeadProps {
  readonly id: ColumnId
  readonly place: number
  readonly columns: ColumnTable
  readonly sort: ListSort
  readonly isReached: boolean
  readonly reach: () => void
}

function Head({ id, place, columns, sort, isReached, reach }: HeadProps) {
  const { table } = columns
  const [side, setSide] = useState<'start' | 'end' | null>(null)
  const spec = COLUMNS[id]
  const isSorted = sort.column === spec.sort
  const direction = sort.descending ? 'descending' : 'ascending'
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  const header = table.getLeafHeaders().find(({ column }) => column.id === id)
  const sideOf = (event: DragEvent<HTMLElement>): 'start' | 'end' => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const isLeft = event.clientX < left + width / 2
    return isLeft === (document.documentElement.dir !== 'rtl') ? 'start' : 'end'
  }
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        {/* biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus */}
        <div
          role="columnheader"
          aria-colindex={place}
          aria-sort={isSorted ? direction : 'none'}
          data-column={id}
          onDragOver={(event) => {
            if (!event.dataTransfer.types.includes(COLUMN)) return
            event.preventDefault()
            // The window takes links, and says of all else that it cannot be dropped.
            event.stopPropagation()
            setSide(sideOf(event))
          }}
          onDragLeave={() => setSide(null)}
          onDrop={(event) => {
            const moved = event.dataTransfer.getData(COLUMN)
            setSide(null)
            if (!isColumnId(moved)) return
            event.preventDefault()
            event.stopPropagation()
            putColumn(table, moved, id, sideOf(event))
          }}
          style={{ gridColumn: place }}
          className={cn(
            'relative row-start-1 min-w-0',
            side === 'start' && 'shadow-[inset_calc(2px*var(--forth))_0_var(--accent)]',
            side === 'end' && 'shadow-[inset_calc(-2px*var(--forth))_0_var(--accent)]',
          )}
        >
          <button
            type="button"
            tabIndex={isReached ? 0 : -1}
            draggable
            title={t(`list.columns.${id}`)}
            onFocus={reach}
            onClick={() => sortList(id)}
            onDragStart={(event) => {
              event.stopPropagation()
              event.dataTransfer.setData(COLUMN, id)
              event.dataTransfer.effectAllowed = 'move'
            }}
            className={cn(
              'flex size-full min-w-0 items-center gap-1 px-2 -outline-offset-2 transition-colors hover:text-ink',
              spec.isNumber && 'flex-row-reverse',
              isSorted && 'font-medium text-ink',
            )}
          >
            <span className="truncate">{t(`list.columns.${id}`)}</span>
            {isSorted && <Arrow aria-hidden className="size-3 shrink-0" strokeWidth={2.2} />}
          </button>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: with the keyboard, Shift and arrows do it */}
          <span
            title={t('list.head.resize', { column: t(`list.columns.${id}`) })}
            onMouseDown={header?.getResizeHandler()}
            onTouchStart={header?.getResizeHandler()}
            onDoubleClick={() => header?.column.resetSize()}
            className="absolute inset-y-0 end-0 z-1 w-2 cursor-col-resize after:absolute after:inset-y-2 after:end-0 after:w-px after:bg-line hover:after:inset-y-0 hover:after:w-0.5 hover:after:bg-accent"
          />
        </div>
      </ContextMenu.Trigger>
      <ContextMenu.Portal container={menuContainer()}>
        <ContextMenu.Content className={MENU_CLASS}>
          <MenuEntries entries={columnEntries(columns, id)} parts={ContextMenu} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}
