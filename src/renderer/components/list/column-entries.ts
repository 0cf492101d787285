import { ArrowDown, ArrowUp, EyeOff } from 'lucide-react'
import { t } from '../../lib/i18n/i18n'
import { resetColumns } from '../../stores/columns'
import type { MenuEntry } from '../ui/menu'
import { moveColumn, resizeBy } from './change-columns'
import { COLUMN_IDS, COLUMNS, type ColumnId } from './columns'
import { rememberSort } from './sort-list'
import type { ColumnTable } from './use-columns'

/** How far one choice makes a column wider, in pixels. */
const STEP_PX = 32

/** What the menu of a column's head offers. */
export function columnEntries({ table }: ColumnTable, id: ColumnId): readonly MenuEntry[] {
  const { sort } = COLUMNS[id]
  const column = table.getColumn(id)
  return [
    {
      kind: 'item',
      icon: ArrowUp,
      label: t('list.head.ascending'),
      run: () => rememberSort({ column: sort, descending: false }),
    },
    {
      kind: 'item',
      icon: ArrowDown,
      label: t('list.head.descending'),
      run: () => rememberSort({ column: sort, descending: true }),
    },
    { kind: 'line' },
    { kind: 'item', label: t('list.head.wider'), run: () => resizeBy(table, id, STEP_PX) },
    { kind: 'item', label: t('list.head.narrower'), run: () => resizeBy(table, id, -STEP_PX) },
    { kind: 'item', label: t('list.head.earlier'), run: () => moveColumn(table, id, -1) },
    { kind: 'item', label: t('list.head.later'), run: () => moveColumn(table, id, 1) },
    ...(column?.getCanHide() === true
      ? [
          {
            kind: 'item',
            icon: EyeOff,
            label: t('list.head.hide'),
            run: () => column.toggleVisibility(false),
          } as const,
        ]
      : []),
  ]
}

/** Which columns are shown, and back to the default. */
export function visibilityEntries({ table }: ColumnTable): readonly MenuEntry[] {
  return [
    { kind: 'heading', label: t('list.head.shown') },
    ...COLUMN_IDS.flatMap((id): readonly MenuEntry[] => {
      const column = table.getColumn(id)
      if (column?.getCanHide() !== true) return []
      return [
        {
          kind: 'check',
          label: t(`list.columns.${id}`),
          isChecked: column.getIsVisible(),
          run: () => column.toggleVisibility(),
        },
      ]
    }),
    { kind: 'line' },
    { kind: 'item', label: t('list.head.reset'), run: resetColumns },
  ]
}
