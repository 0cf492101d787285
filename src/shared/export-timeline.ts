import { describeError } from './describe-error'
import type { DownloadView } from './download'
import { ERROR_FAMILIES, type ErrorCode } from './errors'
import { redact, redactUrl } from './redact'
import { TIMELINE_KINDS, type TimelineEntry, type TimelineFacts } from './timeline'

/** What a timeline says of its download, before the entries. */
export type TimelineSubject = Pick<
  DownloadView,
  | 'url'
  | 'name'
  | 'dir'
  | 'state'
  | 'doneBytes'
  | 'lengthBytes'
  | 'addedAtMs'
  | 'finishedAtMs'
  | 'proof'
  | 'error'
>

const KIND_WIDTH = Math.max(...TIMELINE_KINDS.map(({ length }) => length))

/** Told in other words than `name value`. */
const OWN_WORDS: ReadonlySet<string> = new Set(['code', 'times', 'untilMs', 'leftOut'])

/**
 * What happened to a download as plain text, to read and to hand on: times in UTC (ISO 8601), one
 * entry a line, no login, query or fragment of any link.
 */
export function exportTimeline(
  entries: readonly TimelineEntry[],
  subject: TimelineSubject,
): string {
  const lines = entries.flatMap((entry) => {
    const { leftOut } = entry.facts
    const gap = typeof leftOut === 'number' ? [`… ${count(leftOut)} more entries not shown`] : []
    return [...gap, line(entry)]
  })
  return `${[...head(subject), '', ...lines].join('\n')}\n`
}

function head(subject: TimelineSubject): string[] {
  const { name, url, dir, state, doneBytes, lengthBytes, addedAtMs, finishedAtMs } = subject
  const { error, proof } = subject
  const rows: readonly (readonly [string, string | null])[] = [
    ['link', redactUrl(url)],
    ['folder', dir],
    ['state', state],
    ['error', error && `${redact(describeError(error).happened)} [${error.code}]`],
    ['length', lengthBytes === null ? 'unknown' : `${count(lengthBytes)} bytes`],
    ['on disk', `${count(doneBytes)} bytes`],
    ['proof', proof],
    ['added', time(addedAtMs)],
    ['finished', finishedAtMs === null ? null : time(finishedAtMs)],
  ]
  const told = rows.filter(([, value]) => value !== null)
  return [name, ...told.map(([label, value]) => `  ${label.padEnd(8)}  ${value ?? ''}`)]
}

function line({ atMs, kind, facts }: TimelineEntry): string {
  const told = [happened(facts), ...factWords(facts), times(facts)].filter((part) => part !== '')
  return `${time(atMs)}  ${kind.padEnd(KIND_WIDTH)}  ${told.join('; ')}`.trimEnd()
}

function happened(facts: TimelineFacts): string {
  const { code } = facts
  if (!isErrorCode(code)) return code === undefined ? '' : String(code)
  return redact(`${describeError({ code, facts }).happened.replace(/\.$/u, '')} [${code}]`)
}

function isErrorCode(code: string | number | undefined): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_FAMILIES, code)
}

function factWords(facts: TimelineFacts): string[] {
  return Object.entries(facts)
    .filter(([name]) => !OWN_WORDS.has(name))
    .map(([name, value]) => `${words(name)} ${withUnit(name, value)}`)
}

function times({ times, untilMs }: TimelineFacts): string {
  if (typeof times !== 'number') return ''
  return typeof untilMs === 'number'
    ? `${count(times)} times until ${time(untilMs)}`
    : `${count(times)} times`
}

/** `retryAfterMs` is told as `retry after`. */
function words(name: string): string {
  return name
    .replace(/(Bytes|Ms)$/u, '')
    .replace(/\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`)
}

function withUnit(name: string, value: string | number): string {
  if (typeof value === 'string') return redact(value).replace(/\s+/gu, ' ')
  if (name.endsWith('Bytes')) return `${count(value)} bytes`
  if (name.endsWith('Ms')) return `${(value / 1000).toFixed(3)} s`
  return count(value)
}

function time(ms: number): string {
  return new Date(ms).toISOString()
}

function count(value: number): string {
  return value.toLocaleString('en-GB')
}
