import type { DownloadState } from '../../../shared/download'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'

const COLOURS: Record<DownloadState, string> = {
  queued: 'bg-idle-bar',
  downloading: 'bg-accent',
  verifying: 'bg-accent',
  paused: 'bg-idle-bar',
  'needs-link': 'bg-warn',
  failed: 'bg-bad',
  completed: 'bg-good',
}

interface ProgressBarProps {
  state: DownloadState
  /** 0 to 100; null while it cannot be told. */
  percent: number | null
  /** Only for those who cannot see: the row has nothing to show. */
  unseen: boolean
}

/** A hair-line of progress; a moving gleam where work is done of unknown length. */
export function ProgressBar({ state, percent, unseen }: ProgressBarProps) {
  const running = state === 'downloading' || state === 'verifying'
  const value = percent === null ? {} : { 'aria-valuenow': percent }
  return (
    <div
      role="progressbar"
      aria-label={t('list.progress')}
      aria-valuemin={0}
      aria-valuemax={100}
      {...value}
      className={unseen ? 'sr-only' : 'h-[3px] overflow-hidden rounded-full bg-track'}
    >
      {percent === null ? (
        running && (
          <div className="h-full w-1/3 animate-flow rounded-full bg-accent motion-reduce:animate-none motion-reduce:opacity-50" />
        )
      ) : (
        <div
          className={cn('h-full origin-left rounded-full rtl:origin-right', COLOURS[state])}
          style={{ transform: `scaleX(${percent / 100})` }}
        />
      )}
    </div>
  )
}
