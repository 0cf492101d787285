import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '../../lib/class-names'
import { formatNumber } from '../../lib/format/numbers'

interface PlaceLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  /** What the address would be, if it changed. */
  at: string
  icon: LucideIcon
  label: string
  /** null while it is not known. */
  count: number | null
  isChosen: boolean
  /** Wants attention if there is any. */
  isAlarming?: boolean
  onChoose: () => void
}

/** A part of the list to look at, with how many downloads it has. */
export function PlaceLink({
  at,
  icon: Icon,
  label,
  count,
  isChosen,
  isAlarming = false,
  onChoose,
  ...props
}: PlaceLinkProps) {
  return (
    <a
      {...props}
      href={`#${at}`}
      draggable={false}
      title={label}
      aria-current={isChosen ? 'page' : undefined}
      // The address stays as it is: main answers only to the page it has loaded.
      onClick={(event) => {
        event.preventDefault()
        onChoose()
      }}
      onAuxClick={(event) => event.preventDefault()}
      className={cn(
        'flex h-7.5 shrink-0 cursor-default items-center gap-2.5 rounded-lg px-2 transition-colors max-[719px]:justify-center',
        isChosen
          ? 'bg-accent-soft font-medium text-ink'
          : 'text-muted hover:bg-ink/6 hover:text-ink',
      )}
    >
      <Icon
        aria-hidden
        className={cn(
          'size-4 shrink-0',
          isChosen && 'text-accent',
          isAlarming && (count ?? 0) > 0 && 'text-bad',
        )}
        strokeWidth={1.9}
      />
      <span className="min-w-0 flex-1 truncate max-[719px]:sr-only">{label}</span>{' '}
      <span
        className={cn(
          'text-xs max-[719px]:sr-only',
          count === 0 && !isChosen && 'opacity-70 contrast-more:opacity-100',
        )}
      >
        {count !== null && formatNumber(count)}
      </span>
    </a>
  )
}
