import { type DownloadState, type DownloadView, retryOf } from '../../shared/download'
import { ERROR_FAMILIES, type ErrorCode } from '../../shared/errors'

/** What a person can do about an error, each a button. */
export type Remedy =
  | 'retry'
  | 'repair'
  | 'start-over'
  | 'new-link'
  | 'open-link'
  | 'log-in'
  | 'choose-folder'
  | 'rename'
  | 'show-folder'
  | 'proxy'
  | 'fewer-connections'
  | 'checksum'

/** For errors where trying the same again is not the first thing, or not all. */
const REMEDIES: Partial<Record<ErrorCode, readonly Remedy[]>> = {
  'bad-link': ['new-link'],
  'not-found': ['new-link', 'retry'],
  gone: ['new-link'],
  unauthorized: ['log-in', 'new-link'],
  forbidden: ['new-link', 'log-in', 'open-link'],
  'link-expired': ['new-link', 'open-link'],
  'login-page': ['open-link', 'log-in', 'new-link'],
  'other-file': ['new-link'],
  'http-status': ['open-link', 'retry'],
  'too-many-redirects': ['new-link', 'open-link'],
  'tls-refused': ['retry', 'open-link'],
  'encoded-answer': ['new-link'],
  'proxy-unusable': ['proxy', 'retry'],
  'proxy-failed': ['retry', 'proxy'],
  'network-login': ['open-link', 'retry'],
  'name-taken': ['rename', 'choose-folder', 'show-folder'],
  'checksum-mismatch': ['start-over', 'checksum'],
  damaged: ['repair', 'show-folder'],
  'disk-full': ['choose-folder', 'show-folder', 'retry'],
  'folder-missing': ['choose-folder', 'retry'],
  'folder-not-writable': ['choose-folder', 'retry'],
  'disk-error': ['retry', 'choose-folder'],
  'server-busy': ['retry', 'fewer-connections'],
  'data-too-new': [],
}

/** Those that the engine refuses of a download that waits for a link. */
const NOT_WITHOUT_END: ReadonlySet<Remedy> = new Set(['start-over', 'repair'])

/** The remedies for an error, the best first. */
export function remediesFor(code: ErrorCode, state: DownloadState): readonly Remedy[] {
  const remedies = REMEDIES[code] ?? [ERROR_FAMILIES[code] === 'restart' ? 'start-over' : 'retry']
  return state === 'needs-link' ? remedies.filter((one) => !NOT_WITHOUT_END.has(one)) : remedies
}

/** What ails a download: why it has ended, or what it waits for by itself. */
export function problemOf(view: DownloadView): {
  readonly code: ErrorCode
  readonly remedies: readonly Remedy[]
} | null {
  const { error, state } = view
  const retry = retryOf(view)
  if (error !== null && (state === 'failed' || state === 'needs-link')) {
    return { code: error.code, remedies: remediesFor(error.code, state) }
  }
  if (retry === null) return null
  const { code } = retry.error
  // It tries again by itself; what it waits for may need a hand.
  const isCured = (one: Remedy): boolean => !['retry', 'start-over', 'repair'].includes(one)
  return { code, remedies: remediesFor(code, state).filter(isCured) }
}
