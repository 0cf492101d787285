import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Copy,
  ExternalLink,
  FolderOpen,
  Info,
  Link2,
  Pause,
  Play,
  RotateCw,
  ShieldCheck,
  SquareTerminal,
  Trash2,
  X,
} from 'lucide-react'
import { ContextMenu } from 'radix-ui'
import { type ReactElement, useState } from 'react'
import type { DownloadView } from '../../../shared/download'
import type { ActionCounts } from '../../../shared/ipc/selection'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { changeLink, openDownload, showDownloadInFolder } from '../../stores/actions'
import {
  copyAsCurl,
  copyLinks,
  discard,
  type Ids,
  moveInQueue,
  targetIds,
} from '../../stores/bulk-actions'
import { openDetails } from '../../stores/details'
import { rowAt, useList } from '../../stores/list'
import { selectRow, useSelection } from '../../stores/selection'
import { MENU_CLASS, MenuEntries, type MenuEntry, menuContainer } from '../ui/menu'
import { useActionCounts } from './use-action-counts'

/** The menu of the selected rows, under the pointer or, by the keyboard, at the current row. */
export function RowMenu({ children }: { children: ReactElement }) {
  const [ids, setIds] = useState<Ids>([])
  return (
    <ContextMenu.Root
      modal={false}
      onOpenChange={(open) => {
        if (open) setIds(targetIds())
      }}
    >
      <ContextMenu.Trigger
        asChild
        // What prevents it keeps the menu closed: the heads have their own.
        onContextMenu={(event) => {
          const row = (event.target as Element).closest<HTMLElement>('[data-id]')
          if (row === null) event.preventDefault()
          else selectForMenu(Number(row.dataset.index))
        }}
      >
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal container={menuContainer()}>
        <ContextMenu.Content className={MENU_CLASS}>
          <Entries ids={ids} />
        </ContextMenu.Content>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

/** A row that is not selected becomes the only one that is. */
function selectForMenu(index: number): void {
  const id = rowAt(useList.getState(), index)?.id
  if (id !== undefined && !useSelection.getState().ids.has(id)) selectRow(id)
}

function Entries({ ids }: { ids: Ids }) {
  const [set] = useState(() => new Set(ids))
  const counts = useActionCounts(set)
  const [only] = ids
  const view = useList(({ byId }) =>
    ids.length === 1 && only !== undefined ? byId.get(only) : undefined,
  )
  return <MenuEntries entries={entriesFor(ids, counts, view)} parts={ContextMenu} />
}

type Item = Extract<MenuEntry, { kind: 'item' }>

const item = (
  label: string,
  icon: NonNullable<Item['icon']>,
  run: () => void,
  more: Partial<Item> = {},
): Item => ({ kind: 'item', label, icon, run, ...more })

const LINE: MenuEntry = { kind: 'line' }

function entriesFor(
  ids: Ids,
  counts: ActionCounts,
  view: DownloadView | undefined,
): readonly MenuEntry[] {
  const { rill } = window
  const isOne = ids.length === 1
  const named = (action: 'pause' | 'resume' | 'retry' | 'verify' | 'cancel' | 'remove'): string =>
    isOne ? t(`actions.${action}`) : t(`list.bulk.${action}`, { count: counts[action] })
  const when = (isThere: boolean, ...entries: readonly MenuEntry[]): readonly MenuEntry[] =>
    isThere ? entries : []
  const isUnfinished = counts.cancel + counts.retry > 0
  return [
    ...(view === undefined ? [] : entriesForOne(view)),
    ...when(
      counts.pause > 0,
      item(named('pause'), Pause, () => runCommand(rill.pause(ids))),
    ),
    ...when(
      counts.resume > 0,
      item(named('resume'), Play, () => runCommand(rill.resume(ids))),
    ),
    ...when(
      counts.retry > 0,
      item(named('retry'), RotateCw, () => runCommand(rill.retry(ids))),
    ),
    ...when(
      counts.verify > 0,
      item(named('verify'), ShieldCheck, () => runCommand(rill.verify(ids))),
    ),
    LINE,
    ...when(
      ids.length > 0,
      item(t('list.menu.copyLink', { count: ids.length }), Copy, () => copyLinks(ids), {
        keys: 'Ctrl+C',
      }),
      item(t('list.menu.copyCurl'), SquareTerminal, () => copyAsCurl(ids)),
    ),
    ...when(
      isUnfinished,
      LINE,
      item(t('list.menu.top'), ArrowUpToLine, () => moveInQueue(ids, 'top'), { keys: 'Alt+Home' }),
      item(t('list.menu.up'), ArrowUp, () => moveInQueue(ids, 'up'), { keys: 'Alt+↑' }),
      item(t('list.menu.down'), ArrowDown, () => moveInQueue(ids, 'down'), { keys: 'Alt+↓' }),
      item(t('list.menu.bottom'), ArrowDownToLine, () => moveInQueue(ids, 'bottom'), {
        keys: 'Alt+End',
      }),
    ),
    LINE,
    ...when(
      counts.cancel > 0,
      item(named('cancel'), X, () => discard(ids, { only: 'cancel' }), { keys: 'Del' }),
    ),
    ...when(
      counts.remove > 0,
      item(named('remove'), Trash2, () => discard(ids, { only: 'remove' }), { keys: 'Del' }),
      item(
        isOne
          ? t('list.menu.removeWithFile')
          : t('list.bulk.removeWithFile', { count: counts.remove }),
        Trash2,
        () => discard(ids, { only: 'remove', withFile: true }),
        { keys: 'Shift+Del', isDangerous: true },
      ),
    ),
  ]
}

function entriesForOne(view: DownloadView): readonly MenuEntry[] {
  const isDone = view.state === 'completed'
  const canChange = ['paused', 'needs-link', 'failed'].includes(view.state)
  return [
    ...(isDone
      ? [
          item(t('actions.open'), ExternalLink, () => openDownload(view), { keys: 'Enter' }),
          item(t('actions.showInFolder'), FolderOpen, () => showDownloadInFolder(view)),
        ]
      : []),
    item(t('list.menu.details'), Info, () => openDetails(view.id)),
    ...(canChange ? [item(t('list.menu.newLink'), Link2, () => changeLink(view))] : []),
    LINE,
  ]
}
