/** Numbers as people read them, in their language. */
import { formatBytes as formatBytesIn } from '../../../shared/i18n/format-bytes'
import { language, t } from '../i18n/i18n'
import { numberFormat } from './intl-formats'

const LONG_MS = 30 * 86_400_000

const inUnits = (unit: string): Intl.NumberFormatOptions => ({
  style: 'unit',
  unit,
  unitDisplay: 'narrow',
})

const UNITS = [
  [86_400_000, inUnits('day')],
  [3_600_000, inUnits('hour')],
  [60_000, inUnits('minute')],
  [1000, inUnits('second')],
] as const

const PLAIN = {}
const PERCENT: Intl.NumberFormatOptions = { style: 'percent' }

/** `1.46 GB`, `318.4 MB`, `12 B`. */
export function formatBytes(bytes: number): string {
  return formatBytesIn(bytes, language())
}

/** `318.4 MB of 1.46 GB`, or only what is there while the length is unknown. */
export function formatProgress(doneBytes: number, lengthBytes: number | null): string {
  const done = formatBytes(doneBytes)
  return lengthBytes === null ? done : t('format.of', { done, all: formatBytes(lengthBytes) })
}

export function formatSpeed(bytesPerSec: number): string {
  return formatBytesIn(Math.round(bytesPerSec), language(), true)
}

/** `2m 13s`, `1h 4m`, `over a month`; a time below a second counts as one. */
export function formatDuration(ms: number): string {
  if (ms >= LONG_MS) return t('format.long')
  const wholeMs = Math.max(1000, Math.ceil(ms / 1000) * 1000)
  const largest = UNITS.findIndex(([unitMs]) => wholeMs >= unitMs)
  let restMs = wholeMs
  const parts = UNITS.slice(largest, largest + 2).flatMap(([unitMs, options]) => {
    const count = Math.floor(restMs / unitMs)
    restMs -= count * unitMs
    return count === 0 ? [] : [numberFormat(options).format(count)]
  })
  return parts.join(' ')
}

/** `10,000`. */
export function formatNumber(value: number): string {
  return numberFormat(PLAIN).format(value)
}

/** `42 %` as the language writes it. */
export function formatPercent(percent: number): string {
  return numberFormat(PERCENT).format(percent / 100)
}

/**
 * Whole per cent of a download, 0 to 100, rounded down: 100 is said of a finished one only when all
 * bytes are there. null while the length is unknown.
 */
export function percentOf(doneBytes: number, lengthBytes: number | null): number | null {
  if (lengthBytes === null) return null
  if (lengthBytes === 0) return 100
  return Math.max(0, Math.min(100, Math.floor((doneBytes / lengthBytes) * 100)))
}
