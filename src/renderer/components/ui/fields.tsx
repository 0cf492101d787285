import type { ComponentProps } from 'react'
import { cn } from '../../lib/class-names'

export const FIELD_CLASS =
  'rounded-lg border border-field bg-canvas px-2.5 placeholder:text-muted focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent aria-invalid:border-bad'

export function FieldLabel({ className, ...props }: ComponentProps<'label'>) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller names the control with htmlFor
  return <label className={cn('font-medium', className)} {...props} />
}
