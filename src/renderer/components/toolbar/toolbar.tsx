import { Pause, Play, Plus } from 'lucide-react'
import { useShallow } from 'zustand/shallow'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { categoryLabel } from '../../lib/text/category-label'
import { useApp } from '../../stores/app'
import { openAddDialog } from '../../stores/dialogs'
import { useListView } from '../../stores/list-view'
import { useSummary } from '../../stores/summary'
import { SearchBox } from '../search/search-box'
import { SearchSummary } from '../search/search-summary'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'

/** What one looks at, the search, and what concerns all downloads. */
export function Toolbar() {
  return (
    <>
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-4 max-[719px]:px-3 max-[719px]:[@media(max-height:400px)]:h-11">
        <Place />
        <SearchBox />
        <PauseAll />
        <ResumeAll />
        <Button look="primary" onClick={() => openAddDialog('')} aria-keyshortcuts="Control+N">
          <Plus aria-hidden className="-ms-0.5 size-4 max-[639px]:mx-0" strokeWidth={2.4} />
          <span className="max-[639px]:sr-only">{t('toolbar.add')}</span>
        </Button>
      </header>
      <SearchSummary />
    </>
  )
}

/** What part of the list this is. */
function Place() {
  const { filter, category, host } = useListView(
    useShallow(({ filter, category, host }) => ({ filter, category, host })),
  )
  const categories = useApp((state) => state.settings?.categories)
  const chosen = categories?.find(({ id }) => id === category)
  const title =
    host ??
    (chosen && categoryLabel(chosen)) ??
    t(filter === 'all' ? 'toolbar.all' : `filters.${filter}`)
  return (
    <h1 className="me-auto min-w-0 shrink-[2] truncate text-[15px] font-semibold tracking-tight max-[719px]:sr-only">
      {title}
    </h1>
  )
}

function PauseAll() {
  const possible = useSummary(
    ({ counts }) => (counts?.state.downloading ?? counts?.state.queued) !== undefined,
  )
  return (
    <IconButton
      icon={Pause}
      label={t('toolbar.pauseAll')}
      disabled={!possible}
      onClick={() => runCommand(window.rill.pauseAll())}
    />
  )
}

function ResumeAll() {
  const possible = useSummary(({ counts }) => counts?.state.paused !== undefined)
  return (
    <IconButton
      icon={Play}
      label={t('toolbar.resumeAll')}
      disabled={!possible}
      onClick={() => runCommand(window.rill.resumeAll())}
    />
  )
}
