import { cn } from '../../lib/class-names'
import { useDraft } from '../../lib/hooks/use-draft'
import { t } from '../../lib/i18n/i18n'
import { FIELD_CLASS } from '../ui/fields'
import type { ControlProps } from './setting'

const MEGA = 1_000_000

/** A speed in MB/s; empty for no limit. */
export function LimitControl({ id, describedBy, settings, change }: ControlProps) {
  const { limitBytesPerSec, speedMode } = settings
  const value = limitBytesPerSec === null ? '' : String(limitBytesPerSec / MEGA)
  const { text, type, flush } = useDraft(value, (typed) => {
    const limit = parseLimit(typed)
    if (limit === undefined || limit === limitBytesPerSec) return
    // Who sets a limit wants it, unless the plan says when.
    const isMeant = limit !== null && speedMode === 'unlimited'
    change({ limitBytesPerSec: limit, ...(isMeant && { speedMode: 'limited' }) })
  })
  return (
    <span className="flex items-center gap-2">
      <input
        id={id}
        inputMode="decimal"
        placeholder={t('settings.none')}
        value={text}
        aria-invalid={parseLimit(text) === undefined}
        aria-describedby={describedBy}
        onChange={(event) => type(event.target.value)}
        onBlur={flush}
        className={cn(FIELD_CLASS, 'h-8 w-24')}
      />
      <span className="text-muted">{t('settings.perSecond')}</span>
    </span>
  )
}

/** In bytes per second; null for none, undefined for what is no number. */
function parseLimit(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const bytes = Math.round(Number(text.replace(',', '.')) * MEGA)
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined
}
