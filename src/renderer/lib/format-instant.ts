import { language } from './i18n'

/** `21 Nov 2026, 16:43:07` in the person's language and time. */
export function formatInstant(ms: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'medium' }).format(
    ms,
  )
}

/** The time of day with its seconds. */
export function formatClock(ms: number): string {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'medium' }).format(ms)
}

/** The day in words. */
export function formatDay(ms: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'full' }).format(ms)
}
