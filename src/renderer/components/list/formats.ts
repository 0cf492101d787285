import { dateFormat } from '../../lib/format/intl-formats'

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' }
const DAY_AND_YEAR: Intl.DateTimeFormatOptions = { ...DAY, year: 'numeric' }
const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
const IN_FULL: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'medium' }

/** A day as a list has room for it: today's are told by their time, this year's without the year. */
export function formatDay(ms: number, nowMs: number): string {
  const [date, now] = [new Date(ms), new Date(nowMs)]
  const isThisYear = date.getFullYear() === now.getFullYear()
  if (!isThisYear) return dateFormat(DAY_AND_YEAR).format(ms)
  const isToday = date.getMonth() === now.getMonth() && date.getDate() === now.getDate()
  return isToday ? formatTime(ms) : dateFormat(DAY).format(ms)
}

export function formatTime(ms: number): string {
  return dateFormat(TIME).format(ms)
}

/** Day and time in full. */
export function formatMoment(ms: number): string {
  return dateFormat(IN_FULL).format(ms)
}
