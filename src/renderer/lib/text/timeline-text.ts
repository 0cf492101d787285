import { describeError } from '../../../shared/describe-error'
import { NAMED_OPTIONS } from '../../../shared/download-change'
import { ERROR_FAMILIES, type ErrorCode } from '../../../shared/errors'
import type { TimelineEntry, TimelineKind } from '../../../shared/timeline'
import { formatMoment } from '../format/moment'
import { formatBytes, formatDuration, formatNumber, formatSpeed } from '../format/numbers'
import { t } from '../i18n/i18n'

/** An entry of the timeline as a sentence in the person's language. */
export function timelineSentence(entry: TimelineEntry): string {
  const { kind, facts } = entry
  const why = reasonOf(entry)
  const delay = facts.delayMs
  switch (kind) {
    case 'added':
      return t('timeline.added', { folder: text(facts.dir) })
    case 'redirected':
      return t('timeline.redirected', { url: text(facts.url), count: number(facts.redirects) })
    case 'planned':
      return plannedSentence(entry)
    case 'split':
      return t('timeline.split', { count: number(facts.connections) })
    case 'retrying':
      return typeof delay === 'number'
        ? t('timeline.retryingIn', { why, time: formatDuration(delay) })
        : t('timeline.retrying', { why })
    case 'limited':
      return typeof facts.limitBytesPerSec === 'number'
        ? t('timeline.limited', { speed: formatSpeed(facts.limitBytesPerSec) })
        : t('timeline.unlimited')
    case 'changed':
      return changedSentence(entry)
    case 'renamed':
      return t('timeline.renamed', { name: text(facts.name) })
    case 'moved':
      return t('timeline.moved', { folder: text(facts.to) })
    case 'new-link':
      return t('timeline.new-link', { url: text(facts.url) })
    case 'damaged':
      return t('timeline.damaged', { bytes: formatBytes(number(facts.damagedBytes)) })
    case 'completed':
      return t('timeline.completed', { bytes: formatBytes(number(facts.lengthBytes)) })
    case 'held':
      return typeof facts.until === 'string'
        ? t('timeline.heldByPlan', { time: formatMoment(Date.parse(facts.until)) })
        : t('timeline.heldBySwitch')
    case 'refused':
    case 'stalled':
    case 'unsaved':
    case 'waiting':
    case 'restarted':
    case 'mirror':
    case 'needs-link':
    case 'failed':
      return t(`timeline.${kind}`, { why }).trim()
    case 'started':
    case 'paused':
    case 'released':
    case 'resumed':
    case 'verifying':
    case 'repaired':
    case 'trashed':
    case 'restored':
      return t(`timeline.${kind}`)
  }
}

/** Bytes that were received and discarded. */
export function costOf({ facts }: TimelineEntry): number {
  return number(facts.costBytes)
}

const TROUBLE: ReadonlySet<TimelineKind> = new Set([
  'retrying',
  'refused',
  'stalled',
  'waiting',
  'restarted',
  'mirror',
  'needs-link',
])

/** How an entry looks beside the others. */
export function weightOf(kind: TimelineKind): 'good' | 'bad' | 'warn' | 'plain' {
  if (kind === 'completed' || kind === 'repaired') return 'good'
  if (kind === 'failed' || kind === 'damaged' || kind === 'unsaved') return 'bad'
  return TROUBLE.has(kind) ? 'warn' : 'plain'
}

function plannedSentence({ facts }: TimelineEntry): string {
  const size =
    typeof facts.lengthBytes === 'number'
      ? formatBytes(facts.lengthBytes)
      : t('timeline.unknownSize')
  return facts.resumable === 'yes'
    ? t('timeline.planned', { size })
    : t('timeline.plannedWhole', { size })
}

function changedSentence({ facts }: TimelineEntry): string {
  const what = NAMED_OPTIONS.find((one) => one === facts.what)
  if (what === undefined) return t('timeline.changed', { what: text(facts.what) })
  return typeof facts.to === 'number'
    ? t('timeline.changedTo', { what: t(`timeline.option.${what}`), to: formatNumber(facts.to) })
    : t('timeline.changed', { what: t(`timeline.option.${what}`) })
}

/** Why, as a sentence; empty where no error is the reason. */
function reasonOf({ facts }: TimelineEntry): string {
  const { code } = facts
  if (!isErrorCode(code)) return ''
  return describeError({ code, facts }, t).happened
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_FAMILIES, code)
}

const text = (fact: string | number | undefined): string => String(fact ?? '')
const number = (fact: string | number | undefined): number => (typeof fact === 'number' ? fact : 0)
