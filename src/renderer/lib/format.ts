/** Numbers as people read them: sizes are decimal (1 MB = 1,000,000 bytes), as disks and lines are sold. */
import prettyBytes from 'pretty-bytes'
import prettyMs from 'pretty-ms'

const KILO = 1000
const GIGA = 1_000_000_000
const LONG_MS = 30 * 86_400_000

/** `1.46 GB`, `318.4 MB`, `12 B`: always as many decimals, so that a running number does not jump. */
export function formatBytes(bytes: number): string {
  const decimals = bytes < KILO ? 0 : bytes < GIGA ? 1 : 2
  return prettyBytes(bytes, {
    locale: 'en',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
}

/** `318.4 MB of 1.46 GB`, or only what is there while the length is unknown. */
export function formatProgress(doneBytes: number, lengthBytes: number | null): string {
  if (lengthBytes === null) return formatBytes(doneBytes)
  return `${formatBytes(doneBytes)} of ${formatBytes(lengthBytes)}`
}

export function formatSpeed(bytesPerSec: number): string {
  return `${formatBytes(Math.round(bytesPerSec))}/s`
}

/** `2m 13s`, `1h 4m`, `over a month`; a time below a second counts as one. */
export function formatDuration(ms: number): string {
  if (ms >= LONG_MS) return 'over a month'
  return prettyMs(Math.max(1000, Math.ceil(ms / 1000) * 1000), {
    unitCount: 2,
    secondsDecimalDigits: 0,
  })
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

/** `1 link`, `2 links`, `10,000 links`. */
export function formatCount(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
