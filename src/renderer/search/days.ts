import type { Span } from '../../shared/list-query'

/** Words for days, in the order in which they are suggested. */
export const DAY_WORDS = ['today', 'yesterday', 'week', 'month', 'year'] as const

export type DayWord = (typeof DAY_WORDS)[number]

const DAY_MS = 86_400_000
const UNITS_MS: Record<string, number> = {
  min: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
  m: 30 * DAY_MS,
  y: 365 * DAY_MS,
}

/**
 * When something was: a word for a day, an age (`<7d` is younger than seven days, `>2w` older), a
 * date (`2026-05`, `2026-05-17`), what was before or after one (`<2026-05-17`), or from one to
 * another (`2026-05..2026-06`). Days are those of this computer. null for what is none of these.
 */
export function parseWhen(
  text: string,
  nowMs: number,
  wordFor: (text: string) => DayWord | null,
): Span | null {
  const word = wordFor(text)
  if (word !== null) return spanOfWord(word, nowMs)
  const range = /^(.*?)\.\.(.*)$/u.exec(text)
  if (range !== null) return fromTo(range[1] ?? '', range[2] ?? '')
  const [, sign = '', value = ''] = /^([<>]=?|)(.*)$/u.exec(text) ?? []
  const ageMs = parseAge(value)
  if (ageMs !== null) return spanOfAge(sign, nowMs - ageMs)
  const date = parseDate(value)
  return date === null ? null : spanOfDate(sign, date)
}

function spanOfWord(word: DayWord, nowMs: number): Span {
  const today = midnight(nowMs, 0)
  switch (word) {
    case 'today':
      return { atLeast: today, below: midnight(nowMs, 1) }
    case 'yesterday':
      return { atLeast: midnight(nowMs, -1), below: today }
    case 'week':
      return { atLeast: midnight(nowMs, -6) }
    case 'month':
      return { atLeast: midnight(nowMs, -29) }
    case 'year':
      return { atLeast: midnight(nowMs, -364) }
  }
}

/** An age is younger the later it began. */
function spanOfAge(sign: string, atMs: number): Span {
  const moment = Math.round(atMs)
  return sign.startsWith('>') ? { below: moment } : { atLeast: moment }
}

function spanOfDate(sign: string, { atLeast, below }: Required<Span>): Span {
  switch (sign) {
    case '>':
      return { atLeast: below }
    case '>=':
      return { atLeast }
    case '<':
      return { below: atLeast }
    case '<=':
      return { below }
    default:
      return { atLeast, below }
  }
}

function fromTo(from: string, to: string): Span | null {
  const [first, last] = [parseDate(from), parseDate(to)]
  if (first === null && last === null) return null
  if ((first === null && from !== '') || (last === null && to !== '')) return null
  return {
    ...(first === null ? {} : { atLeast: first.atLeast }),
    ...(last === null ? {} : { below: last.below }),
  }
}

function parseAge(text: string): number | null {
  const [, number = '', unit = ''] = /^(\d{1,5})\s*(min|h|d|w|m|y)$/iu.exec(text) ?? []
  return number === '' ? null : Number(number) * (UNITS_MS[unit.toLowerCase()] ?? DAY_MS)
}

/** A year, a month or a day, from its beginning to that of the next. */
function parseDate(text: string): Required<Span> | null {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u.exec(text)
  if (match === null) return null
  const [year, month, day] = match.slice(1).map((part) => (part ? Number(part) : null))
  if (year == null) return null
  if (month == null) return between([year, 0, 1], [year + 1, 0, 1])
  if (month < 1 || month > 12) return null
  if (day == null) return between([year, month - 1, 1], [year, month, 1])
  const isReal = new Date(year, month - 1, day).getDate() === day
  return isReal ? between([year, month - 1, day], [year, month - 1, day + 1]) : null
}

type Day = readonly [year: number, month: number, day: number]

function between(from: Day, to: Day): Required<Span> {
  return { atLeast: new Date(...from).getTime(), below: new Date(...to).getTime() }
}

function midnight(nowMs: number, days: number): number {
  const now = new Date(nowMs)
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime()
}
