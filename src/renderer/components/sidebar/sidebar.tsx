import {
  ArrowDownToLine,
  CircleAlert,
  CircleCheck,
  CirclePause,
  Clock,
  Layers,
  type LucideIcon,
  Settings as SettingsIcon,
} from 'lucide-react'
import { cn } from '../../lib/class-names'
import { formatNumber } from '../../lib/format'
import { t } from '../../lib/i18n'
import { openSettings } from '../../stores/dialogs'
import { countIn, FILTERS, type Filter } from '../../stores/filters'
import { showFilter, useListView } from '../../stores/list-view'
import { useSummary } from '../../stores/summary'
import { Logo } from '../ui/logo'

const ICONS: Record<Filter, LucideIcon> = {
  all: Layers,
  active: ArrowDownToLine,
  queued: Clock,
  paused: CirclePause,
  completed: CircleCheck,
  failed: CircleAlert,
}

/** Where in the list one is: the filters with their counts. */
export function Sidebar() {
  return (
    <aside className="flex w-42 shrink-0 flex-col border-e border-line bg-chrome px-2.5 pb-2.5 min-[860px]:w-52">
      <div className="flex h-14 shrink-0 items-center gap-2 px-2 text-[15px] font-semibold tracking-tight">
        <Logo className="size-[22px] text-accent" />
        Rill
      </div>
      <Filters />
      <button
        type="button"
        onClick={() => openSettings()}
        className="mt-auto flex h-8 items-center gap-2.5 rounded-lg px-2 text-muted transition-colors hover:bg-ink/6 hover:text-ink"
      >
        <SettingsIcon aria-hidden className="size-4" strokeWidth={1.9} />
        {t('sidebar.settings')}
      </button>
    </aside>
  )
}

function Filters() {
  return (
    <nav
      aria-label={t('sidebar.filters')}
      className="flex min-h-0 flex-col gap-0.5 overflow-y-auto p-0.5 -m-0.5"
    >
      {FILTERS.map((id) => (
        <FilterLink key={id} id={id} />
      ))}
    </nav>
  )
}

function FilterLink({ id }: { id: Filter }) {
  const count = useSummary(({ counts }) => counts && countIn(id, counts))
  const chosen = useListView((state) => state.filter === id)
  const Icon = ICONS[id]
  const alarming = id === 'failed' && count !== null && count > 0
  return (
    <a
      href={`#${id}`}
      draggable={false}
      aria-current={chosen ? 'page' : undefined}
      // The address stays as it is: main answers only to the page it has loaded.
      onClick={(event) => {
        event.preventDefault()
        showFilter(id)
      }}
      onAuxClick={(event) => event.preventDefault()}
      className={cn(
        'flex h-8 shrink-0 cursor-default items-center gap-2.5 rounded-lg px-2 transition-colors',
        chosen ? 'bg-accent-soft font-medium text-ink' : 'text-muted hover:bg-ink/6 hover:text-ink',
      )}
    >
      <Icon
        aria-hidden
        className={cn('size-4', chosen && 'text-accent', alarming && 'text-bad')}
        strokeWidth={1.9}
      />
      <span className="flex-1">{t(`filters.${id}`)}</span>{' '}
      <span className={cn('text-xs', count === 0 && !chosen && 'opacity-80')}>
        {count !== null && formatNumber(count)}
      </span>
    </a>
  )
}
