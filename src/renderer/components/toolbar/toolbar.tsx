import { Pause, Play, Plus, Search, X } from 'lucide-react'
import { t } from '../../lib/i18n'
import { runCommand } from '../../lib/run-command'
import { openAddDialog } from '../../stores/dialogs'
import { search, useListView } from '../../stores/list-view'
import { useSummary } from '../../stores/summary'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'

/** What one looks at, the search, and what concerns all downloads. */
export function Toolbar() {
  const filter = useListView((state) => state.filter)
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-4">
      <h1 className="me-auto shrink-0 text-[15px] font-semibold tracking-tight">
        {t(filter === 'all' ? 'toolbar.all' : `filters.${filter}`)}
      </h1>
      <SearchBox />
      <PauseAll />
      <ResumeAll />
      <Button look="primary" onClick={() => openAddDialog('')} aria-keyshortcuts="Control+N">
        <Plus aria-hidden className="-ms-0.5 size-4" strokeWidth={2.4} />
        {t('toolbar.add')}
      </Button>
    </header>
  )
}

function SearchBox() {
  const typed = useListView((state) => state.search)
  return (
    <div className="relative w-64 min-w-28 shrink">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 start-2.5 size-4 text-muted"
        strokeWidth={1.9}
      />
      <input
        id="search"
        type="search"
        aria-label={t('toolbar.search')}
        aria-keyshortcuts="Control+F"
        placeholder={t('toolbar.searchHint')}
        spellCheck={false}
        value={typed}
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') search('')
          if (event.key === 'ArrowDown') {
            // Otherwise the list, as soon as it has the focus, scrolls by this very key.
            event.preventDefault()
            document.querySelector<HTMLElement>('[role=grid] [role=row][tabindex="0"]')?.focus()
          }
        }}
        className="h-8 w-full rounded-lg border border-transparent bg-ink/6 pe-8 ps-8 placeholder:text-muted focus:border-accent focus:bg-raised focus:outline-none"
      />
      {typed !== '' && (
        <button
          type="button"
          aria-label={t('toolbar.clearSearch')}
          onClick={() => search('')}
          className="absolute top-1 end-1 grid size-6 place-items-center rounded-md text-muted hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
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
