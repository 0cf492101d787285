import { language } from '../../lib/i18n'

const formats = new Map<string, Intl.DateTimeFormat>()

/** A day as a list has room for it: today's are told by their time, this year's without the year. */
export function formatDay(ms: number, nowMs: number): string {
  const [date, now] = [new Date(ms), new Date(nowMs)]
  if (date.toDateString() === now.toDateString()) return formatTime(ms)
  const isThisYear = date.getFullYear() === now.getFullYear()
  const year = isThisYear ? {} : ({ year: 'numeric' } as const)
  return format(ms, { day: 'numeric', month: 'short', ...year })
}

export function formatTime(ms: number): string {
  return format(ms, { hour: 'numeric', minute: '2-digit' })
}

/** Day and time in full. */
export function formatMoment(ms: number): string {
  return format(ms, { dateStyle: 'full', timeStyle: 'medium' })
}

function format(ms: number, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([language(), options])
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language(), options)
  formats.set(key, known)
  return known.format(ms)
}
