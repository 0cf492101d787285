import { ArrowDown } from 'lucide-react'
import { useEffect } from 'react'
import { useShallow } from 'zustand/shallow'
import { formatSpeed } from '../lib/format'
import { useApp } from '../stores/app'
import { useDownloads } from '../stores/downloads'
import { totalsOf, windowTitle } from '../stores/totals'

/** What all downloads do together, here and in the window's title. */
export function Footer() {
  const totals = useDownloads(useShallow((state) => totalsOf(state.byId.values())))
  const version = useApp((state) => state.version)
  const title = windowTitle(totals)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <footer className="flex h-8 shrink-0 items-center gap-4 border-t border-line bg-chrome px-4 text-xs text-muted">
      {totals.active > 0 ? (
        <>
          <span className="inline-flex min-w-24 items-center gap-1 font-medium text-ink">
            <ArrowDown aria-hidden className="size-3.5 text-accent" strokeWidth={2.4} />
            {formatSpeed(totals.speedBytesPerSec)}
          </span>
          <span>{totals.active} active</span>
        </>
      ) : (
        <span>Nothing is running</span>
      )}
      {version && <span className="ml-auto">Rill {version}</span>}
    </footer>
  )
}
