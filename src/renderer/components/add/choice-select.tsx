import { cn } from '../../lib/class-names'
import { FIELD_CLASS } from '../ui/fields'

interface ChoiceSelectProps {
  /** The accessible name; null where a label element names it by `id`. */
  label: string | null
  id?: string
  value: string
  onChange: (value: string) => void
  options: readonly (readonly [value: string, text: string])[]
  className?: string
}

/** One of several, as the system shows such a list. */
export function ChoiceSelect({
  label,
  value,
  onChange,
  options,
  className,
  ...props
}: ChoiceSelectProps) {
  return (
    <select
      {...(label !== null && { 'aria-label': label })}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(FIELD_CLASS, 'h-8 max-w-full px-1.5', className)}
      {...props}
    >
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  )
}
