import { Clock, X } from 'lucide-react'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { updateAddForm } from '../../stores/add-form'
import { FIELD_CLASS } from '../ui/fields'
import { IconButton } from '../ui/icon-button'

/** When downloads are to start. */
export function LaterField({ value }: { value: string }) {
  return (
    <div className="flex shrink-0 items-center gap-2 border-t border-line px-5 py-2.5">
      <Clock aria-hidden className="size-4 text-muted" />
      <label htmlFor="add-later">{t('add.at')}</label>
      <input
        id="add-later"
        type="datetime-local"
        value={value}
        onChange={(event) => updateAddForm({ later: event.target.value })}
        className={cn(FIELD_CLASS, 'h-8')}
      />
      <span className="me-auto text-xs text-muted">{t('add.atHint')}</span>
      <IconButton
        icon={X}
        label={t('add.whens.now')}
        onClick={() => updateAddForm({ later: null })}
      />
    </div>
  )
}
