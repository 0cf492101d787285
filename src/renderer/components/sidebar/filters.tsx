import {
  ArrowDownToLine,
  CircleAlert,
  CircleCheck,
  CirclePause,
  Clock,
  Layers,
  type LucideIcon,
} from 'lucide-react'
import { t } from '../../lib/i18n/i18n'
import { countIn, FILTERS, type Filter } from '../../stores/filters'
import { showFilter, useListView } from '../../stores/list-view'
import { useSummary } from '../../stores/summary'
import { PlaceLink } from './place-link'

const ICONS: Record<Filter, LucideIcon> = {
  all: Layers,
  active: ArrowDownToLine,
  queued: Clock,
  paused: CirclePause,
  completed: CircleCheck,
  failed: CircleAlert,
}

/** The list by what its downloads do. */
export function Filters() {
  return (
    <nav aria-label={t('sidebar.filters')} className="flex flex-col gap-0.5">
      {FILTERS.map((id) => (
        <FilterLink key={id} id={id} />
      ))}
    </nav>
  )
}

function FilterLink({ id }: { id: Filter }) {
  const count = useSummary(({ counts }) => counts && countIn(id, counts))
  const isChosen = useListView(
    ({ filter, category, host }) => filter === id && category === null && host === null,
  )
  return (
    <PlaceLink
      at={id}
      icon={ICONS[id]}
      label={t(`filters.${id}`)}
      count={count}
      isChosen={isChosen}
      isAlarming={id === 'failed'}
      onChoose={() => showFilter(id)}
    />
  )
}
