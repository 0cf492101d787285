import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { AddItem } from '../../lib/adding/add-items'
import { t } from '../../lib/i18n/i18n'
import { usePreflights } from '../../stores/preflights'
import { setVisibleLinks } from '../../stores/visible-links'
import { ItemRow } from './item-row'

const ROW_PX = 37

interface ItemListProps {
  items: readonly AddItem[]
  /** Where most of them go. */
  dir: string
}

/** The links that will be added, with what is known of each. */
export const ItemList = memo(function ItemList({ items, dir }: ItemListProps) {
  const frame = useRef<HTMLDivElement>(null)
  const asked = usePreflights((state) => state.asked)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    getItemKey: (index) => items[index]?.url ?? index,
    estimateSize: () => ROW_PX,
    overscan: 6,
  })
  const rows = virtualizer.getVirtualItems()
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0]
  useEffect(() => setVisibleLinks(first, last), [first, last])

  return (
    <section
      ref={frame}
      tabIndex={items.length > 1 ? 0 : -1}
      aria-label={t('add.items')}
      className="max-h-56 min-h-10 shrink-0 overflow-y-auto rounded-lg border border-line [@media(max-height:640px)]:max-h-40"
    >
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ key, index, start }) => {
          const item = items[index]
          if (item === undefined) return null
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-b border-line/70 last:border-b-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <ItemRow item={item} dir={dir} isAsked={asked.has(item.url)} />
            </li>
          )
        })}
      </ul>
    </section>
  )
})
