import { dateFormat } from './intl-formats'

const INSTANT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'medium' }
const CLOCK: Intl.DateTimeFormatOptions = { timeStyle: 'medium' }
const DAY: Intl.DateTimeFormatOptions = { dateStyle: 'full' }

/** `21 Nov 2026, 16:43:07` in the person's language and time. */
export function formatInstant(ms: number): string {
  return dateFormat(INSTANT).format(ms)
}

/** The time of day with its seconds. */
export function formatClock(ms: number): string {
  return dateFormat(CLOCK).format(ms)
}

/** The day in words. */
export function formatDay(ms: number): string {
  return dateFormat(DAY).format(ms)
}
