import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { defaultTime } from '../../lib/adding/later-times'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { updateAddForm, useAddForm } from '../../stores/add-form'
import { closeDialog } from '../../stores/dialogs'
import { Button } from '../ui/button'
import { DialogButtons } from '../ui/dialog'
import { KeyHint } from '../ui/key-hint'
import { MENU_CLASS, MENU_ITEM_CLASS } from '../ui/menu'
import { LaterField } from './later-field'
import type { AddWhen } from './use-add-dialog'

interface AddButtonsProps {
  possible: boolean
  add: (when: AddWhen) => Promise<void>
}

/** The foot of the dialog: now, at a time, or paused. */
export function AddButtons({ possible, add }: AddButtonsProps) {
  const later = useAddForm((state) => state.later)
  return (
    <>
      {later !== null && <LaterField value={later} />}
      <DialogButtons>
        <span className="me-auto flex items-center gap-1.5 text-xs text-muted max-[560px]:hidden">
          <KeyHint keys="Ctrl+Enter" /> {t('add.starts')}
        </span>
        <Button look="quiet" onClick={() => closeDialog()}>
          {t('dialog.cancel')}
        </Button>
        <Button disabled={!possible} onClick={() => void add('paused')}>
          {t('add.paused')}
        </Button>
        <div className="flex">
          <Button
            look="primary"
            className="min-w-20 rounded-e-none"
            disabled={!possible}
            aria-keyshortcuts="Control+Enter"
            onClick={() => void add('now')}
          >
            {t(later === null ? 'add.start' : 'add.startLater')}
          </Button>
          <When />
        </div>
      </DialogButtons>
    </>
  )
}

function When() {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('add.when')}
        title={t('add.when')}
        className={cn(
          'grid h-8 w-7 place-items-center rounded-e-lg border-s border-on-accent/25 transition-colors',
          'bg-accent text-on-accent hover:bg-accent-strong',
        )}
      >
        <ChevronDown aria-hidden className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={MENU_CLASS}>
          <DropdownMenu.Item
            className={MENU_ITEM_CLASS}
            onSelect={() => updateAddForm({ later: null })}
          >
            {t('add.whens.now')}
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={MENU_ITEM_CLASS}
            onSelect={() => updateAddForm({ later: defaultTime(new Date()) })}
          >
            {t('add.whens.later')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
