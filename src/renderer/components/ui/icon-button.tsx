import type { LucideIcon } from 'lucide-react'
import { Tooltip } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '../../lib/class-names'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon
  /** The accessible name. */
  label: string
  /** What the tooltip says, if it can be shorter than the name. */
  hint?: string
}

export const ICON_BUTTON_CLASS =
  'grid size-8 shrink-0 place-items-center rounded-lg text-muted transition-colors hover:bg-ink/8 hover:text-ink disabled:pointer-events-none disabled:opacity-40'

/** A button that is only an icon; its tooltip says what it does. */
export function IconButton({
  icon: Icon,
  label,
  hint = label,
  className,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          aria-label={label}
          className={cn(ICON_BUTTON_CLASS, className)}
          {...props}
        >
          <Icon aria-hidden className="size-4" strokeWidth={1.9} />
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal container={document.querySelector('main')}>
        <Tooltip.Content
          sideOffset={5}
          collisionPadding={8}
          className="z-50 animate-appear rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-lg"
        >
          {hint}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
