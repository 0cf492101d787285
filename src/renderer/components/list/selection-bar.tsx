import { Ellipsis, X } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { DOWNLOAD_ACTIONS } from '../../actions/download-actions'
import { t } from '../../lib/i18n/i18n'
import { selectNone, useSelection } from '../../stores/selection'
import { IconButton } from '../ui/icon-button'
import { MENU_CLASS, MenuEntries, type MenuEntry, menuContainer } from '../ui/menu'
import { actionEntries } from './action-entries'
import { useActionCounts } from './use-action-counts'

/** The actions on two or more selected downloads, each with the number of downloads it applies to. */
export function SelectionBar() {
  const selected = useSelection(({ ids }) => ids)
  return selected.size > 1 ? <Bar selected={selected} /> : null
}

const BUTTONS = ['pause', 'resume', 'retry', 'cancel', 'remove'] as const

/** Groups of the rarer actions; a line separates them. */
const IN_MENU = [
  ['copyLink', 'copyCurl', 'verify'],
  ['top', 'up', 'down', 'bottom'],
  ['removeWithFile'],
] as const

function Bar({ selected }: { selected: ReadonlySet<number> }) {
  const counts = useActionCounts(selected)
  const ids = [...selected]
  return (
    <div
      role="toolbar"
      aria-label={t('list.bulk.bar')}
      className="absolute inset-x-0 bottom-3 z-10 mx-auto flex h-10 w-fit max-w-[calc(100%-1.5rem)] animate-rise items-center gap-0.5 rounded-xl border border-line bg-raised ps-3.5 pe-1 shadow-lg shadow-black/15"
    >
      <span className="pe-2.5 whitespace-nowrap text-muted">
        {t('list.bulk.selected', { count: selected.size })}
      </span>
      {BUTTONS.map((action) => {
        const { icon: Icon, label, run } = DOWNLOAD_ACTIONS[action]
        const count = counts[action]
        if (count === 0) return null
        return (
          <button
            key={action}
            type="button"
            onClick={() => run(ids)}
            className="flex h-8 items-center gap-1.5 rounded-lg px-2.5 whitespace-nowrap transition-colors hover:bg-ink/8"
          >
            <Icon aria-hidden className="size-4 text-muted" strokeWidth={1.9} />
            {label(count)}
          </button>
        )
      })}
      <More entries={actionEntries(IN_MENU, ids, counts)} />
      <IconButton icon={X} label={t('list.bulk.clear')} onClick={() => selectNone()} />
    </div>
  )
}

function More({ entries }: { entries: readonly MenuEntry[] }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          aria-label={t('list.bulk.more')}
          title={t('list.bulk.more')}
          className="grid size-8 place-items-center rounded-lg text-muted transition-colors hover:bg-ink/8 hover:text-ink"
        >
          <Ellipsis aria-hidden className="size-4" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={menuContainer()}>
        <DropdownMenu.Content side="top" sideOffset={6} className={MENU_CLASS}>
          <MenuEntries entries={entries} parts={DropdownMenu} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
