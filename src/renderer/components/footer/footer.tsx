import { ArrowDown } from 'lucide-react'
import { useEffect } from 'react'
import type { ListTotals } from '../../../shared/ipc/lists'
import type { Settings } from '../../../shared/settings'
import { formatSpeed } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { nextText } from '../../lib/text/speed-text'
import { windowTitle } from '../../lib/text/window-title'
import { useApp } from '../../stores/app'
import { useClock } from '../../stores/clock'
import { useSummary } from '../../stores/summary'
import { Sparkline } from './sparkline'
import { SpeedSwitch } from './speed-switch'

/** What all downloads do together, here and in the window's title, and how fast they may be. */
export function Footer() {
  const totals = useSummary((state) => state.totals)
  const settings = useApp((state) => state.settings)
  const title = windowTitle(totals)
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <footer className="flex h-8 shrink-0 items-center gap-3 border-t border-line bg-chrome ps-4 pe-2.5 text-xs text-muted max-[719px]:ps-3">
      <Work totals={totals} />
      {settings && (
        <div className="ms-auto flex min-w-0 items-center gap-3">
          <NextChange settings={settings} />
          <SpeedSwitch settings={settings} />
        </div>
      )}
    </footer>
  )
}

function Work({ totals: { active, queued, speedBytesPerSec } }: { totals: ListTotals }) {
  return (
    <>
      {active > 0 ? (
        <>
          <span className="inline-flex min-w-22 items-center gap-1 font-medium whitespace-nowrap text-ink">
            <ArrowDown aria-hidden className="size-3.5 text-accent" strokeWidth={2.4} />
            {formatSpeed(speedBytesPerSec)}
          </span>
          <Sparkline />
          <span className="whitespace-nowrap">{t('footer.active', { count: active })}</span>
        </>
      ) : (
        <span className="truncate">{t('footer.nothing')}</span>
      )}
      {queued > 0 && (
        <span className="whitespace-nowrap">{t('footer.queued', { count: queued })}</span>
      )}
    </>
  )
}

function NextChange({ settings }: { settings: Settings }) {
  const nowMs = useClock((state) => state.minuteMs)
  const next = nextText(settings, nowMs)
  return next === null ? null : <span className="truncate max-[719px]:hidden">{next}</span>
}
