import { dateFormat } from './intl-formats'

const MOMENT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' }

/** A day and a time of day, as people write them: `Mar 4, 2026, 5:06 AM`. */
export function formatMoment(atMs: number): string {
  return dateFormat(MOMENT).format(atMs)
}
