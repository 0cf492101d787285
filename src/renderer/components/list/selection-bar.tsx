import {
  Ellipsis,
  type LucideIcon,
  Pause,
  Play,
  RotateCw,
  ShieldCheck,
  Trash2,
  X,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { copyAsCurl, copyLinks, discard, moveInQueue } from '../../stores/bulk-actions'
import { selectNone, useSelection } from '../../stores/selection'
import { IconButton } from '../ui/icon-button'
import { MENU_CLASS, MenuEntries, type MenuEntry, menuContainer } from '../ui/menu'
import { useActionCounts } from './use-action-counts'

/** What can be done with all that is selected, and with how many of them; for two and more. */
export function SelectionBar() {
  const selected = useSelection(({ ids }) => ids)
  return selected.size > 1 ? <Bar selected={selected} /> : null
}

function Bar({ selected }: { selected: ReadonlySet<number> }) {
  const counts = useActionCounts(selected)
  const ids = [...selected]
  const { rill } = window
  const actions: [count: number, label: string, icon: LucideIcon, run: () => void][] = [
    [counts.pause, 'pause', Pause, () => runCommand(rill.pause(ids))],
    [counts.resume, 'resume', Play, () => runCommand(rill.resume(ids))],
    [counts.retry, 'retry', RotateCw, () => runCommand(rill.retry(ids))],
    [counts.cancel, 'cancel', X, () => discard(ids, { only: 'cancel' })],
    [counts.remove, 'remove', Trash2, () => discard(ids, { only: 'remove' })],
  ]
  return (
    <div
      role="toolbar"
      aria-label={t('list.bulk.bar')}
      className="absolute inset-x-0 bottom-3 z-10 mx-auto flex h-10 w-fit max-w-[calc(100%-1.5rem)] animate-rise items-center gap-0.5 rounded-xl border border-line bg-raised ps-3.5 pe-1 shadow-lg shadow-black/15"
    >
      <span className="pe-2.5 whitespace-nowrap text-muted">
        {t('list.bulk.selected', { count: selected.size })}
      </span>
      {actions.map(([count, action, Icon, run]) =>
        count === 0 ? null : (
          <button
            key={action}
            type="button"
            onClick={run}
            className="flex h-8 items-center gap-1.5 rounded-lg px-2.5 whitespace-nowrap transition-colors hover:bg-ink/8"
          >
            <Icon aria-hidden className="size-4 text-muted" strokeWidth={1.9} />
            {t(`list.bulk.${action as 'pause'}`, { count })}
          </button>
        ),
      )}
      <More entries={moreEntries(ids, counts)} />
      <IconButton icon={X} label={t('list.bulk.clear')} onClick={() => selectNone()} />
    </div>
  )
}

function moreEntries(
  ids: readonly number[],
  counts: ReturnType<typeof useActionCounts>,
): MenuEntry[] {
  const steps = ['top', 'up', 'down', 'bottom'] as const
  return [
    {
      kind: 'item',
      label: t('list.menu.copyLink', { count: ids.length }),
      run: () => copyLinks(ids),
    },
    { kind: 'item', label: t('list.menu.copyCurl'), run: () => copyAsCurl(ids) },
    ...(counts.verify === 0
      ? []
      : [
          {
            kind: 'item',
            icon: ShieldCheck,
            label: t('list.bulk.verify', { count: counts.verify }),
            run: () => runCommand(window.rill.verify(ids)),
          } as const,
        ]),
    { kind: 'line' },
    ...steps.map(
      (step) =>
        ({
          kind: 'item',
          label: t(`list.menu.${step}`),
          run: () => moveInQueue(ids, step),
        }) as const,
    ),
    ...(counts.remove === 0
      ? []
      : [
          { kind: 'line' } as const,
          {
            kind: 'item',
            icon: Trash2,
            isDangerous: true,
            label: t('list.bulk.removeWithFile', { count: counts.remove }),
            run: () => discard(ids, { only: 'remove', withFile: true }),
          } as const,
        ]),
  ]
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
