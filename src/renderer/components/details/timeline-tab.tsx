import { Copy, Save } from 'lucide-react'
import { toast } from 'sonner'
import type { DetailsReport } from '../../../shared/details'
import { exportTimeline } from '../../../shared/export-timeline'
import type { TimelineEntry } from '../../../shared/timeline'
import { cn } from '../../lib/class-names'
import { formatClock, formatDay, formatInstant } from '../../lib/format/instant'
import { formatBytes, formatNumber } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { costOf, timelineSentence, weightOf } from '../../lib/text/timeline-text'
import { Button } from '../ui/button'
import { useTimeline } from './use-timeline'

/** What happened to it and why, in order. */
export function TimelineTab({ view }: DetailsReport) {
  const entries = useTimeline(view)
  const copy = async (): Promise<void> => {
    await window.rill.copyText(exportTimeline(entries, view))
    toast(t('details.timeline.copied'))
  }
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 truncate text-xs text-muted">{t('details.timeline.hint')}</p>
        <Button look="quiet" className="h-7" onClick={() => runCommand(copy())}>
          <Copy aria-hidden className="size-3.5" />
          {t('details.timeline.copy')}
        </Button>
        <Button
          look="quiet"
          className="h-7"
          onClick={() => runCommand(window.rill.saveTimeline(view.id))}
        >
          <Save aria-hidden className="size-3.5" />
          {t('details.timeline.save')}
        </Button>
      </div>
      <ol aria-label={t('details.timeline.label')} className="flex flex-col">
        {entries.map((entry, index) => (
          <Entry
            key={keyOf(entry, index)}
            entry={entry}
            isNewDay={isNewDay(entry, entries[index - 1])}
          />
        ))}
      </ol>
    </div>
  )
}

/** Folded entries grow where they are, so the place is what stays. */
function keyOf({ atMs, kind }: TimelineEntry, place: number): string {
  return `${atMs} ${kind} ${place}`
}

function isNewDay(entry: TimelineEntry, before: TimelineEntry | undefined): boolean {
  const dayOf = (ms: number): string => new Date(ms).toDateString()
  return before === undefined || dayOf(entry.atMs) !== dayOf(before.atMs)
}

const WEIGHTS = {
  good: 'bg-good',
  bad: 'bg-bad',
  warn: 'bg-warn',
  plain: 'bg-idle-bar',
} as const

function Entry({ entry, isNewDay: isFirst }: { entry: TimelineEntry; isNewDay: boolean }) {
  const { atMs, kind, facts } = entry
  const [leftOut, times, untilMs] = [facts.leftOut, facts.times, facts.untilMs]
  const cost = costOf(entry)
  return (
    <>
      {isFirst && (
        <li className="pt-1.5 pb-1 text-xs font-semibold text-muted">{formatDay(atMs)}</li>
      )}
      {typeof leftOut === 'number' && (
        <li className="py-0.5 ps-24 text-xs text-muted">
          {t('details.timeline.leftOut', { count: leftOut })}
        </li>
      )}
      <li className="flex items-baseline gap-3 py-[3px]" data-kind={kind}>
        <time
          dateTime={new Date(atMs).toISOString()}
          title={formatInstant(atMs)}
          className="w-20 shrink-0 text-xs text-muted"
        >
          {formatClock(atMs)}
        </time>
        <span
          aria-hidden
          className={cn('size-1.5 shrink-0 self-center rounded-full', WEIGHTS[weightOf(kind)])}
        />
        <span className="min-w-0 flex-1 break-words" data-selectable>
          {timelineSentence(entry)}
          {typeof times === 'number' && (
            <span className="ms-2 rounded-full bg-hover px-1.5 py-px text-xs text-muted">
              {typeof untilMs === 'number'
                ? t('details.timeline.timesUntil', {
                    times: formatNumber(times),
                    until: formatClock(untilMs),
                  })
                : t('details.timeline.times', { times: formatNumber(times) })}
            </span>
          )}
        </span>
        {cost > 0 && (
          <span className="shrink-0 text-xs text-warn">
            {t('details.timeline.cost', { bytes: formatBytes(cost) })}
          </span>
        )}
      </li>
    </>
  )
}
