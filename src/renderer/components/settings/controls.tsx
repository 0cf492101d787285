import { cn } from '../../lib/class-names'
import { useDraft } from '../../lib/hooks/use-draft'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { Button } from '../ui/button'
import { FIELD_CLASS } from '../ui/fields'
import { Select } from '../ui/select'
import { Switch } from '../ui/switch'
import type { ControlProps } from './setting'

type Names = Pick<ControlProps, 'id' | 'describedBy'>

interface ToggleProps extends Names {
  isOn: boolean
  onToggle: (isOn: boolean) => void
}

/** On or off. */
export function Toggle({ id, describedBy, isOn, onToggle }: ToggleProps) {
  return <Switch id={id} aria-describedby={describedBy} checked={isOn} onCheckedChange={onToggle} />
}

interface NumberInputProps extends Names {
  value: number
  min: number
  max: number
  onCommit: (value: number) => void
}

/** A whole number; what is none is not taken. */
export function NumberInput({ id, describedBy, value, min, max, onCommit }: NumberInputProps) {
  const { text, type, flush } = useDraft(String(value), (typed) => {
    if (isWhole(typed, min, max)) onCommit(Number(typed))
  })
  const isInvalid = !isWhole(text, min, max)
  return (
    <span className="flex flex-col items-end gap-1">
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        value={text}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={(event) => type(event.target.value)}
        onBlur={flush}
        className={cn(FIELD_CLASS, 'h-8 w-24')}
      />
      {isInvalid && (
        <span role="alert" className="text-xs text-bad">
          {t('fields.wholeNumber', { min, max })}
        </span>
      )}
    </span>
  )
}

interface ChoiceProps extends Names {
  value: string
  options: readonly (readonly [value: string, text: string])[]
  onChoose: (value: string) => void
}

/** One of a few. */
export function Choice({ id, describedBy, value, options, onChoose }: ChoiceProps) {
  return (
    <Select
      id={id}
      aria-describedby={describedBy}
      value={value}
      options={options}
      onChoose={onChoose}
      className="w-52 max-w-full"
    />
  )
}

interface FolderInputProps extends Names {
  value: string
  onCommit: (folder: string) => void
}

/** The path of a folder, typed or chosen. */
export function FolderInput({ id, describedBy, value, onCommit }: FolderInputProps) {
  const { text, type, flush } = useDraft(value, (typed) => {
    if (typed.trim() !== '' && typed.trim() !== value) onCommit(typed.trim())
  })
  const choose = async (): Promise<void> => {
    const folder = await window.rill.chooseFolder(value)
    if (folder !== null) onCommit(folder)
  }
  return (
    <span className="flex w-full gap-2">
      <input
        id={id}
        type="text"
        dir="ltr"
        spellCheck={false}
        value={text}
        aria-describedby={describedBy}
        onChange={(event) => type(event.target.value)}
        onBlur={flush}
        className={cn(FIELD_CLASS, 'h-8 min-w-0 flex-1')}
      />
      <Button onClick={() => runCommand(choose())}>{t('fields.chooseFolder')}</Button>
    </span>
  )
}

function isWhole(text: string, min: number, max: number): boolean {
  const value = Number(text)
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max
}
