import { language } from './i18n'

/** A day and a time of day, as people write them: `Mar 4, 2026, 5:06 AM`. */
export function formatMoment(atMs: number): string {
  const format = new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' })
  return format.format(atMs)
}
