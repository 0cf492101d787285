import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '../../lib/class-names'
import { FIELD_CLASS } from './fields'

interface SelectProps extends Omit<ComponentProps<'select'>, 'onChange' | 'children'> {
  options: readonly (readonly [value: string, text: string])[]
  onChoose: (value: string) => void
}

/** One of a few, as the system offers it. */
export function Select({ options, onChoose, className, ...props }: SelectProps) {
  return (
    <span className={cn('relative inline-flex', className)}>
      <select
        {...props}
        onChange={(event) => onChoose(event.target.value)}
        className={cn(FIELD_CLASS, 'h-8 w-full appearance-none pe-8')}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-2.5 top-2 size-4 text-muted"
      />
    </span>
  )
}
