import {
  nextChange,
  type SpeedMode,
  type SpeedSettings,
  speedNow,
} from '../../../shared/speed-schedule'
import { dateFormat } from '../format/intl-formats'
import { formatSpeed } from '../format/numbers'
import { t } from '../i18n/i18n'

const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
const DAY_AND_TIME: Intl.DateTimeFormatOptions = { ...TIME, weekday: 'short' }

/** The mode that holds in effect: a limit of nothing is none. */
export function modeInEffect({
  speedMode,
  limitBytesPerSec,
}: Pick<SpeedSettings, 'speedMode' | 'limitBytesPerSec'>): SpeedMode {
  return speedMode === 'limited' && limitBytesPerSec === null ? 'unlimited' : speedMode
}

/** What the switch says: `Unlimited`, `Limited to 2 MB/s`. */
export function modeText(settings: SpeedSettings): string {
  const mode = modeInEffect(settings)
  const { limitBytesPerSec } = settings
  if (mode !== 'limited' || limitBytesPerSec === null) return t(`speed.${mode}`)
  return t('speed.limitedTo', { speed: formatSpeed(limitBytesPerSec) })
}

/** What the plan does next, and when; null if it decides nothing, or never anything else. */
export function nextText(settings: SpeedSettings, nowMs: number): string | null {
  if (settings.speedMode !== 'schedule') return null
  const next = nextChange(settings.speedSchedule, nowMs)
  return next && t(`speed.next.${next.speed}`, { time: timeText(next.atMs, nowMs) })
}

/** Why nothing runs now although it could; null if it may. */
export function holdText(settings: SpeedSettings, nowMs: number): string | null {
  const { holds, untilMs } = speedNow(settings, nowMs)
  if (!holds) return null
  return untilMs === null
    ? t('speed.queuedHeld')
    : t('speed.queuedUntil', { time: timeText(untilMs, nowMs) })
}

/** `22:00`, or with the day if it is not today. */
export function timeText(atMs: number, nowMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString()
  return dateFormat(isToday ? TIME : DAY_AND_TIME).format(atMs)
}
