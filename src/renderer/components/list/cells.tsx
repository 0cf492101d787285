import type { ReactNode } from 'react'
import { type DownloadView, retryOf } from '../../../shared/download'
import { cn } from '../../lib/class-names'
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatSpeed,
  percentOf,
} from '../../lib/format/numbers'
import { errorLines, hostOf } from '../../lib/text/row-text'
import type { ColumnId } from './columns'
import { formatDay, formatMoment, formatTime } from './formats'
import { NameCell } from './name-cell'
import { ProgressBar } from './progress-bar'
import { StateLabel } from './state-label'

export interface CellProps {
  readonly view: DownloadView
  readonly isCompact: boolean
  /** Any time of today. */
  readonly todayMs: number
}

/** What stands in each column. */
export const CELLS: Readonly<Record<ColumnId, (props: CellProps) => ReactNode>> = {
  name: NameCell,
  size: SizeCell,
  progress: ProgressCell,
  state: ({ view }) => (
    <Lines first={<StateLabel state={view.state} retrying={retryOf(view) !== null} />} />
  ),
  speed: ({ view }) => (
    <Lines first={view.speedBytesPerSec > 0 && formatSpeed(view.speedBytesPerSec)} />
  ),
  eta: ({ view }) => <Lines first={view.etaMs !== null && formatDuration(view.etaMs)} />,
  connections: ({ view }) => (
    <Lines first={view.connections > 0 && formatNumber(view.connections)} />
  ),
  added: ({ view, ...props }) => <Moment ms={view.addedAtMs} {...props} />,
  finished: ({ view, ...props }) => <Moment ms={view.finishedAtMs} {...props} />,
  host: ({ view }) => <Lines first={hostOf(view.url)} />,
}

/** A cell's two lines; the second one is quiet, and only where there is room for it. */
function Lines({
  first,
  second,
  title,
}: {
  readonly first: ReactNode
  readonly second?: ReactNode
  readonly title?: string
}) {
  return (
    <div title={title} className="min-w-0">
      <div className="truncate text-[12.5px] leading-[18px] text-ink/85">{first}</div>
      {second !== undefined && (
        <div className="truncate text-[11.5px] leading-[16px] text-muted">{second}</div>
      )}
    </div>
  )
}

function SizeCell({ view, isCompact }: CellProps) {
  const { state, doneBytes, lengthBytes } = view
  const whole = lengthBytes ?? (doneBytes > 0 ? doneBytes : null)
  const isPart = state !== 'completed' && lengthBytes !== null && doneBytes > 0
  // What is wrong has the second line for itself.
  const done = isCompact || !isPart || isExplained(view) ? undefined : formatBytes(doneBytes)
  return <Lines first={whole !== null && formatBytes(whole)} second={done} />
}

function ProgressCell({ view, isCompact }: CellProps) {
  const percent =
    view.state === 'completed'
      ? 100
      : percentOf(view.verifiedBytes ?? view.doneBytes, view.lengthBytes)
  const isUntouched = view.state === 'queued' && view.doneBytes === 0
  const isEnded = view.state === 'completed' || errorLines(view) !== null
  const isUnseen = isEnded || isUntouched
  const bar = <ProgressBar state={view.state} percent={percent} unseen={isUnseen} />
  const words = !isUnseen && percent !== null && formatPercent(percent)
  if (isCompact) {
    return (
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">{bar}</div>
        <span className="w-9 shrink-0 text-end text-[12px] text-muted">{words}</span>
      </div>
    )
  }
  return (
    <div className={cn('min-w-0', isUnseen && 'relative')}>
      <div className="h-[18px] truncate text-[12.5px] leading-[18px] text-ink/85">{words}</div>
      {!isExplained(view) && <div className="flex h-[16px] flex-col justify-center">{bar}</div>}
      {isExplained(view) && <span className="sr-only">{bar}</span>}
    </div>
  )
}

function Moment({
  ms,
  isCompact,
  todayMs,
}: Omit<CellProps, 'view'> & { readonly ms: number | null }) {
  if (ms === null) return null
  const [day, time] = [formatDay(ms, todayMs), formatTime(ms)]
  const second = isCompact || day === time ? {} : { second: time }
  return <Lines first={day} title={formatMoment(ms)} {...second} />
}

/** Whether the second line of the row tells, over all its width, what is the matter. */
export function isExplained(view: DownloadView): boolean {
  return retryOf(view) !== null || errorLines(view) !== null
}
