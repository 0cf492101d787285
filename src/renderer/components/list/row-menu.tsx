import { ContextMenu } from 'radix-ui'
import { type ReactElement, useState } from 'react'
import { isAllowed } from '../../actions/download-actions'
import { type Ids, targetIds } from '../../stores/bulk-actions'
import { rowAt, useList } from '../../stores/list'
import { selectRow, useSelection } from '../../stores/selection'
import { MENU_CLASS, MenuEntries, menuContainer } from '../ui/menu'
import { actionEntries } from './action-entries'
import { useActionCounts } from './use-action-counts'

/** The menu of the selected rows: at the pointer, or at the current row if opened by key. */
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
        // A prevented event keeps the menu closed: column headers have their own.
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

/** Selects the row alone, unless the selection includes it. */
function selectForMenu(index: number): void {
  const id = rowAt(useList.getState(), index)?.id
  if (id !== undefined && !useSelection.getState().ids.has(id)) selectRow(id)
}

const FOR_ONE = ['open', 'showInFolder', 'details', 'changeLink'] as const

/** Groups of actions; a line separates them. */
const FOR_ALL = [
  ['pause', 'resume', 'retry', 'verify'],
  ['copyLink', 'copyCurl'],
  ['top', 'up', 'down', 'bottom'],
  ['cancel', 'remove', 'removeWithFile'],
] as const

function Entries({ ids }: { ids: Ids }) {
  const [set] = useState(() => new Set(ids))
  const counts = useActionCounts(set)
  const [only] = ids
  const view = useList(({ byId }) =>
    ids.length === 1 && only !== undefined ? byId.get(only) : undefined,
  )
  const forOne = FOR_ONE.filter((action) => view !== undefined && isAllowed(action, view.state))
  return (
    <MenuEntries entries={actionEntries([forOne, ...FOR_ALL], ids, counts)} parts={ContextMenu} />
  )
}
