import { Pause, Play, Plus, Search, X } from 'lucide-react'
import { runCommand } from '../lib/run-command'
import { openAddDialog } from '../stores/dialogs'
import { useDownloads } from '../stores/downloads'
import { anyIn, FILTERS } from '../stores/filters'
import { search, useListView } from '../stores/list-view'
import { Button } from './button'
import { IconButton } from './icon-button'

/** What one looks at, the search, and what concerns all downloads. */
export function Header() {
  const label = useListView(({ filter }) => FILTERS.find(({ id }) => id === filter)?.label)
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-4">
      <h1 className="mr-auto shrink-0 text-[15px] font-semibold tracking-tight">
        {label === 'All' ? 'All downloads' : label}
      </h1>
      <SearchBox />
      <PauseAll />
      <ResumeAll />
      <Button look="primary" onClick={() => openAddDialog('')} aria-keyshortcuts="Control+N">
        <Plus aria-hidden className="-ml-0.5 size-4" strokeWidth={2.4} />
        Add downloads
      </Button>
    </header>
  )
}

function SearchBox() {
  const query = useListView((state) => state.query)
  return (
    <div className="relative w-64 min-w-28 shrink">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted"
        strokeWidth={1.9}
      />
      <input
        id="search"
        type="search"
        aria-label="Search downloads"
        aria-keyshortcuts="Control+F"
        placeholder="Search"
        spellCheck={false}
        value={query}
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') search('')
          if (event.key === 'ArrowDown') {
            // Otherwise the list, as soon as it has the focus, scrolls by this very key.
            event.preventDefault()
            document.querySelector<HTMLElement>('[role=grid] [role=row][tabindex="0"]')?.focus()
          }
        }}
        className="h-8 w-full rounded-lg border border-transparent bg-ink/6 pr-8 pl-8 placeholder:text-muted focus:border-accent focus:bg-raised focus:outline-none"
      />
      {query !== '' && (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => search('')}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded-md text-muted hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  )
}

function PauseAll() {
  const possible = useDownloads(({ byId }) => anyIn(byId.values(), 'downloading', 'queued'))
  return (
    <IconButton
      icon={Pause}
      label="Pause all"
      disabled={!possible}
      onClick={() => runCommand(window.rill.pauseAll())}
    />
  )
}

function ResumeAll() {
  const possible = useDownloads(({ byId }) => anyIn(byId.values(), 'paused'))
  return (
    <IconButton
      icon={Play}
      label="Resume all"
      disabled={!possible}
      onClick={() => runCommand(window.rill.resumeAll())}
    />
  )
}
