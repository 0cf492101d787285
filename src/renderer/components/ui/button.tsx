import type { ComponentProps } from 'react'
import { cn } from '../../lib/class-names'

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong font-medium',
  plain: 'border border-field bg-raised hover:bg-hover',
  quiet: 'hover:bg-hover',
} as const

/** A button with words. */
export function Button({
  look = 'plain',
  className,
  ...props
}: ComponentProps<'button'> & { look?: keyof typeof LOOKS }) {
  return (
    <button
      type="button"
      className={cn(
        'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-lg px-3 whitespace-nowrap transition-colors',
        'disabled:pointer-events-none disabled:opacity-50',
        LOOKS[look],
        className,
      )}
      {...props}
    />
  )
}
