import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { DownloadId } from '../../shared/download'
import { DownloadRow, ROW_HEIGHT_PX } from './download-row'
import { useCurrentRow } from './use-current-row'
import { useRowKeys } from './use-row-keys'

/** The list: only the rows in sight exist, so ten thousand scroll like ten. */
export function DownloadList({ ids }: { ids: readonly DownloadId[] }) {
  const grid = useRef<HTMLDivElement>(null)
  const { index: currentIndex, moveTo } = useCurrentRow(ids, grid, (index) =>
    virtualizer.scrollToIndex(index),
  )
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
    // The current row stays alive out of sight too: it may hold the focus.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range)
      if (inSight.includes(currentIndex)) return inSight
      return [...inSight, currentIndex].sort((a, b) => a - b)
    },
  })
  const onKeyDown = useRowKeys(ids, currentIndex, moveTo)

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      ref={grid}
      role="grid"
      aria-label="Downloads"
      aria-rowcount={ids.length}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const row = event.target.closest('[role=row]')
        if (row instanceof HTMLElement) moveTo(ids.indexOf(Number(row.dataset.id)), 'stay')
      }}
      className="min-h-0 flex-1 overflow-y-auto py-1.5 outline-none"
    >
      <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key }) => {
          const id = ids[index]
          if (id === undefined) return null
          return <DownloadRow key={key} id={id} index={index} current={index === currentIndex} />
        })}
      </div>
    </div>
  )
}
