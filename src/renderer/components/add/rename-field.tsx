import { useEffect, useRef, useState } from 'react'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { FIELD_CLASS } from '../ui/fields'

interface RenameFieldProps {
  name: string
  /** null leaves the name as it is. */
  onDone: (name: string | null) => void
}

/** A name in place: Enter takes it, Esc does not. */
export function RenameField({ name, onDone }: RenameFieldProps) {
  const [typed, setTyped] = useState(name)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(0, endOfStem(name))
  }, [name])
  useEffect(() => {
    // Before the dialog hears of the key, which would start or close it.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.target !== field.current) return
      if (event.key !== 'Escape' && (event.key !== 'Enter' || event.isComposing)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const value = field.current?.value.trim() ?? ''
      onDone(event.key === 'Escape' || value === '' ? null : value)
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [onDone])
  return (
    <input
      ref={field}
      type="text"
      dir="auto"
      spellCheck={false}
      aria-label={t('add.name')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => onDone(typed.trim() === '' ? null : typed.trim())}
      className={cn(FIELD_CLASS, 'h-7 min-w-0 flex-1')}
    />
  )
}

/** What a person means to change of a name is mostly what stands before its ending. */
function endOfStem(name: string): number {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? dot : name.length
}
