import type { TFunction } from 'i18next'
import type { ErrorFacts, ErrorInfo } from './errors'
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
    detail: inBrackets(facts.detail),
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

function inBrackets(word: string | number | undefined): string {
  return word === undefined || word === '' ? '' : ` (${word})`
}
