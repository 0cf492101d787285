import { formatBytes } from '../../shared/i18n/format-bytes'
import type { Engine } from '../engine/engine'
import { atMostEvery } from './at-most-every'
import { language, t } from './i18n'

/** What tray, menus, taskbar and power saving show or do, taken at one moment. */
export interface DesktopStatus {
  /** Downloads running. */
  readonly active: number
  readonly speedBytesPerSec: number
  /** How much of the running downloads is there, 0 to 1; null if a length is unknown. */
  readonly fraction: number | null
  readonly canPauseAll: boolean
  readonly canResumeAll: boolean
}

/** Tells `listener` the status now, and at most once a second when anything changed. */
export function watchStatus(
  engine: Pick<Engine, 'anyAllows' | 'subscribe' | 'totals'>,
  listener: (status: DesktopStatus) => void,
): void {
  const tell = atMostEvery(1000, () => {
    const { active, speedBytesPerSec, doneBytes, lengthBytes } = engine.totals()
    listener({
      active,
      speedBytesPerSec,
      fraction: lengthBytes ? Math.min(1, doneBytes / lengthBytes) : null,
      canPauseAll: engine.anyAllows('pause'),
      canResumeAll: engine.anyAllows('resume'),
    })
  })
  engine.subscribe((event) => {
    if (event.type !== 'settings') tell()
  })
  tell()
}

/** The words beside the tray icon: `Rill – 12.3 MB/s, 3 active`. */
export function describeStatus({ active, speedBytesPerSec }: DesktopStatus): string {
  if (active === 0) return 'Rill'
  return t('tray.status', { count: active, speed: formatBytes(speedBytesPerSec, language(), true) })
}

/** The number for `setProgressBar`: below 0 for no bar, above 1 for one without an end. */
export function taskbarProgress({ active, fraction }: DesktopStatus): number {
  if (active === 0) return -1
  return fraction === null ? 2 : Math.round(fraction * 100) / 100
}
