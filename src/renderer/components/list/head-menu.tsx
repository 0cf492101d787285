import { Columns3Cog } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { t } from '../../lib/i18n/i18n'
import { useApp } from '../../stores/app'
import { clearCompleted } from '../../stores/bulk-actions'
import { useListView } from '../../stores/list-view'
import { updateUi } from '../../stores/update-settings'
import { MENU_CLASS, MenuEntries, type MenuEntry, menuContainer } from '../ui/menu'
import { visibilityEntries } from './column-entries'
import { rememberSort } from './sort-list'
import type { ColumnTable } from './use-columns'

/** The button at the end of the heads: how the list is shown as a whole. */
export function HeadMenu({ columns, place }: { columns: ColumnTable; place: number }) {
  const isQueue = useListView(({ sort }) => sort.column === 'rank')
  const isCompact = useApp(({ settings }) => settings?.ui.density === 'compact')
  const entries: readonly MenuEntry[] = [
    {
      kind: 'check',
      label: t('list.head.queueOrder'),
      isChecked: isQueue,
      run: () => rememberSort(isQueue ? { column: 'added', descending: true } : { column: 'rank' }),
    },
    {
      kind: 'check',
      label: t('list.head.compact'),
      isChecked: isCompact,
      run: () => {
        updateUi({ density: isCompact ? 'comfortable' : 'compact' })
      },
    },
    { kind: 'item', label: t('list.head.clear'), run: clearCompleted },
    { kind: 'line' },
    ...visibilityEntries(columns),
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
    <div
      role="columnheader"
      aria-colindex={place}
      aria-label={t('list.columns.actions')}
      className="sticky end-0 col-span-full row-start-1 self-center justify-self-end bg-canvas ps-1 pe-1.5"
    >
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button
            type="button"
            aria-label={t('list.head.options')}
            title={t('list.head.options')}
            className="grid size-6 place-items-center rounded-md hover:bg-ink/8 hover:text-ink data-[state=open]:bg-ink/8"
          >
            <Columns3Cog aria-hidden className="size-3.5" />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={menuContainer()}>
          <DropdownMenu.Content align="end" className={MENU_CLASS}>
            <MenuEntries entries={entries} parts={DropdownMenu} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  )
}
