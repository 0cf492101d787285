import { formatBytes } from '../../shared/i18n/format-bytes'
import type { Engine, EngineWith } from '../engine/engine'
import { atMostEvery } from './at-most-every'
import { language, t } from './i18n'

/** What tray, menus, taskbar and power saving depend on, at one moment. */
export interface DesktopStatus {
  /** Number of running downloads. */
  readonly active: number
  readonly speedBytesPerSec: number
  /** Progress of the running downloads, 0 to 1; null if a length is unknown. */
  readonly fraction: number | null
  readonly canPauseAll: boolean
  readonly canResumeAll: boolean
}

/** Calls `listener` with the status now, and at most once per second when anything changes. */
export function watchStatus(
  engine: EngineWith<'queries', 'anyAllows' | 'totals'> & Pick<Engine, 'subscribe'>,
  listener: (status: DesktopStatus) => void,
): void {
  const notify = atMostEvery(1000, () => {
    const { active, speedBytesPerSec, doneBytes, lengthBytes } = engine.queries.totals()
    listener({
      active,
      speedBytesPerSec,
      fraction: lengthBytes ? Math.min(1, doneBytes / lengthBytes) : null,
      canPauseAll: engine.queries.anyAllows('pause'),
      canResumeAll: engine.queries.anyAllows('resume'),
    })
  })
  engine.subscribe((event) => {
    if (event.type !== 'settings') notify()
  })
  notify()
}

/** The tooltip of the tray icon: `Rill – 12.3 MB/s, 3 active`. */
export function describeStatus({ active, speedBytesPerSec }: DesktopStatus): string {
  if (active === 0) return 'Rill'
  return t('tray.status', { count: active, speed: formatBytes(speedBytesPerSec, language(), true) })
}

/** The number for `setProgressBar`: below 0 for no bar, above 1 for an indeterminate one. */
export function taskbarProgress({ active, fraction }: DesktopStatus): number {
  if (active === 0) return -1
  return fraction === null ? 2 : Math.round(fraction * 100) / 100
}
