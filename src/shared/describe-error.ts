import type { TFunction } from 'i18next'
import { ERROR_REASONS, type ErrorFacts, type ErrorInfo, type ErrorReason } from './errors'
import { english } from './i18n/english'

export interface ErrorText {
  /** One sentence: what happened. */
  readonly happened: string
  /** One sentence: what the person can do about it. */
  readonly remedy: string
}

/** The words for an error: what happened, and what to do. In English unless told otherwise. */
export function describeError({ code, facts }: ErrorInfo, t: TFunction = english): ErrorText {
  const values = {
    host: facts.host ?? '',
    path: facts.path ?? '',
    status: inBrackets(facts.status),
    detail: inBrackets(detailOf(facts, t)),
  }
  const about = whatItNames(code, facts)
  return {
    happened: t(`errors.${code}.happened`, { ...values, ...about }),
    remedy: t(`errors.${code}.remedy`, { ...values, ...about }),
  }
}

const OF_FILES: ReadonlySet<ErrorInfo['code']> = new Set([
  'name-taken',
  'damaged',
  'disk-full',
  'folder-missing',
  'folder-not-writable',
  'data-too-new',
])

/** Which sentence to take: one that names the file, the host, or neither. */
function whatItNames(code: ErrorInfo['code'], { host, path }: ErrorFacts): { context?: string } {
  if (OF_FILES.has(code)) return path ? { context: 'path' } : {}
  return host ? { context: 'host' } : {}
}

/** What stands in the brackets: in the person's language where there are words, else as it came. */
function detailOf(facts: ErrorFacts, t: TFunction): string | undefined {
  const { algorithm, wanted, got, detail } = facts
  if (algorithm !== undefined && wanted !== undefined && got !== undefined) {
    return t('errorReasons.checksums', { algorithm, wanted, got })
  }
  // Those of another version have no words here.
  const reason = ERROR_REASONS.find((known) => known === facts.reason)
  return reason === undefined ? detail : describeReason(reason, facts, t)
}

/** The words for a reason: what stands in the brackets of an error's sentence. */
export function describeReason(
  reason: ErrorReason,
  { reply, status }: Pick<ErrorFacts, 'reply' | 'status'> = {},
  t: TFunction = english,
): string {
  const told = reason === 'asks-for-login' ? inBrackets(status) : (status ?? '')
  return t(`errorReasons.${reason}`, { reply: reply ?? '', status: told }).trim()
}

function inBrackets(word: string | number | undefined): string {
  return word === undefined || word === '' ? '' : ` (${word})`
}
