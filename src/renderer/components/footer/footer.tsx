import { ArrowDown } from 'lucide-react'
import { useEffect } from 'react'
import { formatSpeed } from '../../lib/format'
import { t } from '../../lib/i18n'
import { windowTitle } from '../../lib/window-title'
import { useApp } from '../../stores/app'
import { useSummary } from '../../stores/summary'

/** What all downloads do together, here and in the window's title. */
export function Footer() {
  const totals = useSummary((state) => state.totals)
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
          <span>{t('footer.active', { count: totals.active })}</span>
        </>
      ) : (
        <span>{t('footer.nothing')}</span>
      )}
      {version && <span className="ms-auto">{t('footer.version', { version })}</span>}
    </footer>
  )
}
