import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import type { Action } from '../../actions/action'
import { ACTIONS, isEnabled } from '../../actions/actions'
import { useKeysFor } from '../../actions/shortcuts'
import { t } from '../../lib/i18n/i18n'
import { categoryLabel } from '../../lib/text/category-label'
import { useApp } from '../../stores/app'
import { closeDialog, openSettings } from '../../stores/dialogs'
import { showCategory } from '../../stores/list-view'
import { ALL_SETTINGS } from '../settings/all-settings'
import { Keys } from '../ui/keys'
import { FoundDownloads } from './found-downloads'

const ITEM_CLASS =
  'flex h-8.5 cursor-default items-center gap-3 rounded-lg px-2.5 data-[selected=true]:bg-accent-soft'

const GROUP_CLASS =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted'

/** Everything that can be done or looked at, by its name. */
export function Palette() {
  const [words, setWords] = useState('')
  return (
    <Radix.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-[12%] z-40 mx-auto max-h-[76%] w-[calc(100%-2rem)] max-w-xl animate-rise overflow-hidden rounded-2xl border border-line bg-raised shadow-2xl shadow-black/20 outline-none"
        >
          <Radix.Title className="sr-only">{t('palette.title')}</Radix.Title>
          <Command label={t('palette.title')} loop className="flex max-h-[60vh] flex-col">
            <div className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4">
              <Search aria-hidden className="size-4 text-muted" />
              <Command.Input
                value={words}
                onValueChange={setWords}
                placeholder={t('palette.hint')}
                className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted"
              />
            </div>
            <Command.List className="min-h-0 overflow-y-auto p-1.5">
              <Command.Empty className="px-2.5 py-6 text-center text-muted">
                {t('palette.nothing')}
              </Command.Empty>
              <FoundDownloads words={words} groupLook={GROUP_CLASS} itemLook={ITEM_CLASS} />
              <Command.Group heading={t('palette.groups.actions')} className={GROUP_CLASS}>
                {ACTIONS.filter(isEnabled).map((action) => (
                  <ActionItem key={action.id} action={action} />
                ))}
              </Command.Group>
              <Places />
              <Command.Group heading={t('palette.groups.settings')} className={GROUP_CLASS}>
                {ALL_SETTINGS.map(({ id }) => (
                  <Item key={id} value={`setting ${id}`} onChoose={() => openSettings(id)}>
                    {t(`settings.items.${id}.label`)}
                  </Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function ActionItem({ action }: { action: Action }) {
  const keys = useKeysFor(action)
  return (
    <Item value={`action ${action.id}`} onChoose={action.run} hint={<Keys keys={keys} />}>
      {t(`palette.actions.${action.id}`)}
    </Item>
  )
}

function Places() {
  const categories = useApp((state) => state.settings?.categories) ?? []
  return (
    <Command.Group heading={t('palette.groups.places')} className={GROUP_CLASS}>
      {categories.map((category) => (
        <Item
          key={category.id}
          value={`category ${category.id}`}
          onChoose={() => showCategory(category.id)}
        >
          {t('palette.places.category', { name: categoryLabel(category) })}
        </Item>
      ))}
    </Command.Group>
  )
}

interface ItemProps {
  /** Told apart by this; found by its text. */
  value: string
  children: string
  hint?: ReactNode
  onChoose: () => void
}

function Item({ value, children, hint, onChoose }: ItemProps) {
  const choose = (): void => {
    // First, so that what is chosen may open a dialog of its own.
    closeDialog()
    onChoose()
  }
  return (
    <Command.Item value={value} keywords={[children]} onSelect={choose} className={ITEM_CLASS}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint}
    </Command.Item>
  )
}
