import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { messageOf } from '../../lib/run-command'
import { type OptionField as FieldName, optionFocused, useDetails } from '../../stores/details'
import { FIELD_CLASS, FieldLabel } from '../ui/fields'

interface OptionFieldProps {
  label: string
  /** What it is good for, and what is understood. */
  hint?: string
  /** As it is now. */
  value: string
  /** Sends what was typed; `invalid` if it cannot be understood. */
  apply: (text: string) => Promise<unknown> | 'invalid'
  /** Said of what cannot be understood. */
  invalid?: string
  name?: FieldName
  placeholder?: string
  type?: 'text' | 'password'
  lines?: number
  disabled?: boolean
  className?: string
  children?: ReactNode
}

/**
 * A text that takes effect on Enter or when the field is left, and is as it was on Escape. What
 * cannot be done stays as it was typed, with the reason below it.
 */
export function OptionField({
  label,
  hint,
  value,
  apply,
  invalid,
  name,
  placeholder,
  type = 'text',
  lines = 1,
  disabled = false,
  className,
  children,
}: OptionFieldProps) {
  const id = useId()
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isDone, setDone] = useState(false)
  // Enter sends it, and leaving the field must not send it again before the answer is there.
  const sent = useRef<string | null>(null)
  useReaching(name, field)

  const commit = async (): Promise<void> => {
    if (typed !== null && typed === sent.current) return
    if (typed === null || typed === value) {
      setTyped(null)
      return
    }
    const applied = apply(typed)
    if (applied === 'invalid') {
      setProblem(invalid ?? t('details.options.invalid'))
      return
    }
    sent.current = typed
    try {
      await applied
      // What was typed meanwhile stays.
      setTyped((now) => (now === typed ? null : now))
      setProblem(null)
      setDone(true)
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      sent.current = null
    }
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && typed !== null) {
      event.preventDefault()
      event.stopPropagation()
      setTyped(null)
      setProblem(null)
    } else if (event.key === 'Enter' && (lines === 1 || event.ctrlKey)) {
      event.preventDefault()
      void commit()
    }
  }

  const input = {
    ref: field,
    id,
    spellCheck: false,
    autoComplete: 'off',
    value: typed ?? value,
    placeholder,
    disabled,
    'aria-invalid': problem !== null,
    'aria-describedby': `${id}-hint`,
    onChange: (event: { target: { value: string } }) => {
      setTyped(event.target.value)
      setProblem(null)
      setDone(false)
    },
    onBlur: () => void commit(),
    onKeyDown,
  }
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', className)}>
      <FieldLabel htmlFor={id} className="text-xs">
        {label}
      </FieldLabel>
      <div className="flex gap-2">
        {lines > 1 ? (
          <textarea
            {...input}
            rows={lines}
            className={cn(FIELD_CLASS, 'min-w-0 flex-1 resize-y py-1 font-mono text-xs')}
          />
        ) : (
          <input {...input} type={type} className={cn(FIELD_CLASS, 'h-7 min-w-0 flex-1')} />
        )}
        {children}
      </div>
      <p
        id={`${id}-hint`}
        role={problem === null ? undefined : 'alert'}
        className={cn('text-xs', problem === null ? 'text-muted' : 'text-bad')}
      >
        {problem ?? (isDone ? t('details.options.done') : hint)}
      </p>
    </div>
  )
}

/** Something else has led the person to this field. */
function useReaching(
  name: FieldName | undefined,
  field: { readonly current: HTMLElement | null },
): void {
  const isWanted = useDetails((state) => name !== undefined && state.field === name)
  useEffect(() => {
    if (!isWanted) return
    field.current?.scrollIntoView({ block: 'nearest' })
    field.current?.focus()
    optionFocused()
  }, [isWanted, field])
}
