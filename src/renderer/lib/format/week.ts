import { language } from '../i18n/i18n'

/** A Monday at midnight. */
const MONDAY = [2024, 0, 1] as const

/** `Mon` or `Monday` for day 0. */
export function dayName(day: number, style: 'short' | 'long'): string {
  const [year, month, first] = MONDAY
  const at = new Date(year, month, first + day)
  return new Intl.DateTimeFormat(language(), { weekday: style }).format(at)
}

/** `08:00` as the language writes it; hour 24 is the midnight at the day's end. */
export function hourName(hour: number): string {
  const at = new Date(...MONDAY, hour)
  return new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit' }).format(at)
}
