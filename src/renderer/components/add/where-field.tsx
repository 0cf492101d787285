import { History } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useId } from 'react'
import type { AddItem } from '../../lib/adding/add-items'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { updateAddForm, useAddForm } from '../../stores/add-form'
import { useApp } from '../../stores/app'
import { Button } from '../ui/button'
import { FIELD_CLASS, FieldLabel } from '../ui/fields'
import { MENU_CLASS, MENU_ITEM_CLASS } from '../ui/menu'
import { SpaceLine } from './space-line'

/** Where the files go: the folder, those used last, and the room there. */
export function WhereField({ items, dir }: { items: readonly AddItem[]; dir: string }) {
  const id = useId()
  const typedDir = useAddForm((state) => state.typedDir)
  const elsewhere = items.filter((item) => item.dir !== dir).length
  const pick = (typed: string): void => updateAddForm({ typedDir: typed })
  const chooseFolder = async (): Promise<void> => {
    const folder = await window.rill.chooseFolder(dir)
    if (folder !== null) pick(folder)
  }
  return (
    <div className="flex shrink-0 flex-col gap-1.5">
      <FieldLabel htmlFor={id}>{t('add.saveTo')}</FieldLabel>
      <div className="flex gap-2">
        <input
          id={id}
          type="text"
          dir="ltr"
          spellCheck={false}
          value={typedDir ?? dir}
          aria-describedby={`${id}-room`}
          onChange={(event) => pick(event.target.value)}
          className={cn(FIELD_CLASS, 'h-8 min-w-0 flex-1')}
        />
        <RecentFolders onPick={pick} />
        <Button onClick={() => runCommand(chooseFolder())}>{t('fields.chooseFolder')}</Button>
      </div>
      <div id={`${id}-room`} className="flex min-h-4 flex-wrap gap-x-3 text-xs text-muted">
        <SpaceLine items={items} dir={dir} />
        {elsewhere > 0 && (
          <span>
            {t('add.elsewhere', { count: elsewhere })}{' '}
            <button
              type="button"
              className="rounded font-medium text-accent hover:underline"
              onClick={() => pick(dir)}
            >
              {t('add.allHere')}
            </button>
          </span>
        )}
      </div>
    </div>
  )
}

function RecentFolders({ onPick }: { onPick: (folder: string) => void }) {
  const folders = useApp((state) => state.settings?.ui.addDefaults.recentFolders)
  if (folders === undefined || folders.length === 0) return null
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('add.recent')}
        title={t('add.recent')}
        className="-mx-1 grid size-8 shrink-0 place-items-center rounded-lg text-muted transition-colors hover:bg-ink/8 hover:text-ink"
      >
        <History aria-hidden className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={MENU_CLASS}>
          {folders.map((folder) => (
            <DropdownMenu.Item
              key={folder}
              className={MENU_ITEM_CLASS}
              onSelect={() => onPick(folder)}
            >
              <bdi className="truncate">{folder}</bdi>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
