import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { t } from '../../lib/i18n/i18n'
import { useApp } from '../../stores/app'
import { useClock } from '../../stores/clock'
import { useList } from '../../stores/list'
import { useListView } from '../../stores/list-view'
import { selectNone, selectRow, useSelection } from '../../stores/selection'
import { setVisibleRows } from '../../stores/watch-list'
import { isColumnId } from './columns'
import { ROW_HEIGHT_PX } from './grid-row'
import { HEAD_HEIGHT_PX, HeadRow } from './head-row'
import { RowMenu } from './row-menu'
import { Rows } from './rows'
import { SelectionBar } from './selection-bar'
import { useColumnTable } from './use-columns'
import { useCurrentRow } from './use-current-row'
import { activate, useGridKeys } from './use-grid-keys'
import { useInnerWidth } from './use-inner-width'
import { useRowDrag } from './use-row-drag'

/** Where the words of the name begin: behind its padding, the icon and a gap. */
const TEXT_START_PX = 8 + 34 + 10

/** The list as a table: only the rows in sight exist, so a hundred thousand scroll like ten. */
export function DownloadGrid() {
  const total = useList((state) => state.total)
  const revision = useList((state) => state.revision)
  const query = useList((state) => state.query)
  const sort = useListView((view) => view.sort)
  const density = useApp(({ settings }) => settings?.ui.density ?? 'comfortable')
  const hasBar = useSelection(({ ids }) => ids.size > 1)
  const rowHeight = ROW_HEIGHT_PX[density]
  const isQueue = sort.column === 'rank' && sort.descending !== true

  const grid = useRef<HTMLDivElement>(null)
  const room = useInnerWidth(grid)
  const columns = useColumnTable(room)
  const isWide = columns.totalWidth > room
  const { template } = columns
  const order = columns.shown.map(({ id }) => id).join()
  const ids = useMemo(() => order.split(',').filter(isColumnId), [order])
  const nameStart = columns.shown.find(({ id }) => id === 'name')?.start ?? 0

  const currentIndex = useRef(0)
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: HEAD_HEIGHT_PX,
    scrollPaddingStart: HEAD_HEIGHT_PX,
    scrollPaddingEnd: hasBar ? 64 : 4,
    // The current row stays alive out of sight too: it may hold the focus.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range)
      const current = currentIndex.current
      if (inSight.includes(current) || current >= total) return inSight
      return [...inSight, current].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured is of another height
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  const scrollTo = useCallback(
    (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    [virtualizer],
  )
  const current = useCurrentRow(grid, scrollTo)
  currentIndex.current = current.index
  const toRows = useCallback(() => {
    scrollTo(currentIndex.current)
    const row = grid.current?.querySelector<HTMLElement>('[role=row][tabindex="0"]')
    row?.focus({ preventScroll: true })
  }, [scrollTo])
  const onKeyDown = useGridKeys({
    ...{ total, current, rowHeight },
    toHead: () =>
      grid.current?.querySelector<HTMLElement>('[role=columnheader] [tabindex="0"]')?.focus(),
  })
  const drag = useRowDrag({ rowHeight, headHeight: HEAD_HEIGHT_PX, isQueue })

  const [firstIndex, lastIndex] = [
    virtualizer.range?.startIndex ?? 0,
    virtualizer.range?.endIndex ?? 0,
  ]
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list may lack what is in sight
  useEffect(() => setVisibleRows(firstIndex, lastIndex), [firstIndex, lastIndex, revision])

  // Another list begins at its top; what is selected in another part of it is not meant any more.
  const filter = JSON.stringify(query?.filter)
  const sorted = JSON.stringify(query?.sort)
  const before = useRef({ filter, sorted })
  useEffect(() => {
    const { filter: filterBefore, sorted: sortedBefore } = before.current
    before.current = { filter, sorted }
    if (filter !== filterBefore) selectNone()
    const isAway = virtualizer.scrollOffset !== 0
    if (isAway && (filter !== filterBefore || sorted !== sortedBefore)) {
      grid.current?.scrollTo({ top: 0 })
    }
  }, [virtualizer, filter, sorted])

  const todayMs = useClock((clock) => new Date(clock.minuteMs).setHours(0, 0, 0, 0))
  const look = useMemo(
    () => ({
      isCompact: density === 'compact',
      columns: ids,
      template,
      textStart: nameStart + TEXT_START_PX,
      isMovable: isQueue,
      isWide,
      todayMs,
    }),
    [density, ids, template, nameStart, isQueue, isWide, todayMs],
  )
  const rowsHeight = total * rowHeight
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <RowMenu>
        {/* biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table */}
        <div
          ref={grid}
          role="grid"
          aria-label={t('list.name')}
          aria-rowcount={total + 1}
          aria-colcount={columns.shown.length + 1}
          aria-multiselectable
          tabIndex={-1}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onDoubleClick={onDoubleClick}
          onFocus={(event) => {
            const row = event.target.closest('[data-index]')
            if (row instanceof HTMLElement) current.moveTo(Number(row.dataset.index), 'stay')
          }}
          {...drag.handlers}
          className="min-h-0 flex-1 overflow-auto outline-none"
        >
          <HeadRow columns={columns} toRows={toRows} />
          <div
            role="presentation"
            className="relative min-w-full"
            style={{ height: rowsHeight + (hasBar ? 60 : 4), width: columns.totalWidth }}
          >
            <Rows
              indexes={virtualizer.getVirtualItems().map(({ index }) => index)}
              currentIndex={current.index}
              isMoving={virtualizer.isScrolling}
              look={look}
            />
            {drag.place !== null && (
              <div
                aria-hidden
                className="pointer-events-none absolute inset-x-1 z-2 h-0.5 -translate-y-1/2 rounded-full bg-accent"
                style={{ top: drag.place * rowHeight }}
              />
            )}
          </div>
        </div>
      </RowMenu>
      <SelectionBar />
    </div>
  )
}

/** On a row, but not on one of its buttons. */
function rowOf(event: MouseEvent): HTMLElement | null {
  const target = event.target as Element
  return target.closest('button') === null ? target.closest<HTMLElement>('[data-id]') : null
}

function onClick(event: MouseEvent): void {
  const row = rowOf(event)
  if (row === null) return
  // The icon of a row is a box to tick.
  const isPick = (event.target as Element).closest('[data-pick]') !== null
  const toggle = isPick || event.ctrlKey || event.metaKey
  selectRow(Number(row.dataset.id), { toggle, range: event.shiftKey })
}

function onDoubleClick(event: MouseEvent): void {
  const row = rowOf(event)
  const view = useList.getState().byId.get(Number(row?.dataset.id))
  if (view !== undefined) activate(view)
}
