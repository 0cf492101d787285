import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { t } from '../../lib/i18n'
import { rowAt, useList } from '../../stores/list'
import { lookAt } from '../../stores/watch-list'
import { DownloadRow, ROW_HEIGHT_PX } from './download-row'
import { useCurrentRow } from './use-current-row'
import { useRowKeys } from './use-row-keys'

/** The list: only the rows in sight exist, so a hundred thousand scroll like ten. */
export function DownloadList() {
  const total = useList((state) => state.total)
  const grid = useRef<HTMLDivElement>(null)
  const { index, moveTo } = useCurrentRow(grid, (place) => virtualizer.scrollToIndex(place))
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 6,
    // The current row stays alive out of sight too: it may hold the focus.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range)
      if (inSight.includes(index) || index >= total) return inSight
      return [...inSight, index].sort((a, b) => a - b)
    },
  })
  const onKeyDown = useRowKeys(total, index, moveTo)
  const range = virtualizer.range
  const [firstIndex, lastIndex] = [range?.startIndex ?? 0, range?.endIndex ?? 0]
  useEffect(() => {
    lookAt(firstIndex, lastIndex)
  }, [firstIndex, lastIndex])

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      ref={grid}
      role="grid"
      aria-label={t('list.name')}
      aria-rowcount={total}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const row = event.target.closest('[role=row]')
        if (row instanceof HTMLElement) moveTo(Number(row.dataset.index), 'stay')
      }}
      className="min-h-0 flex-1 overflow-y-auto py-1.5 outline-none"
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <DownloadRow
            key={rowAt(useList.getState(), item.index)?.id ?? `at ${item.index}`}
            index={item.index}
            current={item.index === index}
          />
        ))}
      </div>
    </div>
  )
}
