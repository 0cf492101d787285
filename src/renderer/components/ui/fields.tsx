import { type ComponentProps, useId } from 'react'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n'
import { runCommand } from '../../lib/run-command'
import { Button } from './button'

export const FIELD_LOOK =
  'rounded-lg border border-field bg-canvas px-2.5 placeholder:text-muted focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent aria-invalid:border-bad'

export function FieldLabel({ className, ...props }: ComponentProps<'label'>) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller names the control with htmlFor
  return <label className={cn('font-medium', className)} {...props} />
}

interface FolderFieldProps {
  label: string
  value: string
  onChange: (folder: string) => void
}

/** The path of a folder, typed or chosen. */
export function FolderField({ label, value, onChange }: FolderFieldProps) {
  const id = useId()
  const choose = async (): Promise<void> => {
    const folder = await window.rill.chooseFolder(value)
    if (folder !== null) onChange(folder)
  }
  return (
    <div className="flex flex-col gap-1.5">
      <FieldLabel htmlFor={id}>{label}</FieldLabel>
      <div className="flex gap-2">
        <input
          id={id}
          type="text"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={cn(FIELD_LOOK, 'h-8 min-w-0 flex-1')}
        />
        <Button onClick={() => runCommand(choose())}>{t('fields.chooseFolder')}</Button>
      </div>
    </div>
  )
}

interface NumberFieldProps {
  label: string
  hint: string
  min: number
  max: number
  /** As typed: it may be no number at all for a moment. */
  value: string
  onChange: (value: string) => void
  invalid: boolean
}

/** A whole number in a row of its own. */
export function NumberField({ label, hint, min, max, value, onChange, invalid }: NumberFieldProps) {
  const id = useId()
  return (
    <div className="flex items-center justify-between gap-6">
      <div>
        <FieldLabel htmlFor={id}>{label}</FieldLabel>
        <p id={`${id}-hint`} className={cn('text-xs', invalid ? 'text-bad' : 'text-muted')}>
          {invalid ? t('fields.wholeNumber', { min, max }) : hint}
        </p>
      </div>
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        value={value}
        aria-invalid={invalid}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        className={cn(FIELD_LOOK, 'h-8 w-20 shrink-0')}
      />
    </div>
  )
}
