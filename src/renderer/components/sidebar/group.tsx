import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '../../lib/class-names'
import { useApp } from '../../stores/app'
import { updateUi } from '../../stores/update-settings'

interface GroupProps {
  /** Under which it is remembered. */
  id: string
  label: string
  children: ReactNode
}

/** A part of the sidebar that can be folded away; whether it is, is remembered. */
export function Group({ id, label, children }: GroupProps) {
  const collapsed = useApp((state) => state.settings?.ui.sidebar.collapsed)
  const isOpen = !(collapsed ?? []).includes(id)
  const toggle = (): void => {
    const others = (collapsed ?? []).filter((one) => one !== id)
    updateUi({ sidebar: { collapsed: isOpen ? [...others, id] : others } })
  }
  return (
    <div className="mt-3 flex flex-col gap-0.5 max-[719px]:mt-1.5 max-[719px]:border-t max-[719px]:border-line max-[719px]:pt-1.5">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={toggle}
        className="flex h-6 shrink-0 items-center gap-1 rounded-md px-2 text-[11px] font-semibold tracking-wide text-muted hover:text-ink max-[719px]:sr-only"
      >
        <span className="truncate">{label}</span>
        <ChevronDown
          aria-hidden
          className={cn('size-3 transition-transform', !isOpen && '-rotate-90 rtl:rotate-90')}
        />
      </button>
      {isOpen && (
        <nav aria-label={label} className="flex flex-col gap-0.5">
          {children}
        </nav>
      )}
    </div>
  )
}
