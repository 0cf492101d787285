import { language } from './i18n'

/** A day and a time of day, as people write them: `Mar 4, 2026, 5:06 AM`. */
export function formatMoment(atMs: number): string {
  const format = new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' })
  return format.format(atMs)
}

/** The time of day with its seconds. */
export function formatClock(ms: number): string {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'medium' }).format(ms)
}

/** The day in words. */
export function formatDay(ms: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'full' }).format(ms)
}
