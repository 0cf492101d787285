import { describeError } from '../../../shared/describe-error'
import type { DownloadView, Retry } from '../../../shared/download'
import { ERROR_FAMILIES } from '../../../shared/errors'
import { parseUrl } from '../../../shared/parse-url'
import { formatMoment } from '../format/moment'
import { formatDuration } from '../format/numbers'
import { t } from '../i18n/i18n'

/** The second line of a row where nothing is the matter: what is worth knowing beside its numbers. */
export function rowNotes(view: DownloadView): string[] {
  const { state, doneBytes, connections, resumable, proof, dir, waiting } = view
  const host = hostOf(view.url)
  const from = host === '' ? [] : [host]
  const cannotContinue = resumable === false
  switch (state) {
    case 'downloading':
      if (connections === 0 && doneBytes === 0) return [t('row.connecting'), ...from]
      return [...(cannotContinue ? [t('row.cannotContinue')] : []), ...from, dir]
    case 'verifying':
      return [t('row.checking')]
    case 'paused':
      return [...(cannotContinue && doneBytes > 0 ? [t('row.willStartOver')] : []), ...from, dir]
    case 'completed':
      return [...(proof === 'checksum' ? [t('row.checksumVerified')] : []), ...from, dir]
    case 'queued':
      return waiting?.reason === 'start-time' && waiting.nextAttemptAtMs !== null
        ? [startsAt(waiting.nextAttemptAtMs), ...from]
        : [...from, dir]
    case 'needs-link':
    case 'failed':
      return [...from, dir]
  }
}

const startsAt = (atMs: number): string => t('row.startsAt', { time: formatMoment(atMs) })

/** Two sentences for a row that failed or waits for a link: what happened, and what to do. */
export function errorLines(view: DownloadView): readonly [happened: string, remedy: string] | null {
  if (view.error === null || (view.state !== 'failed' && view.state !== 'needs-link')) return null
  const { happened, remedy } = describeError(view.error, t)
  return [happened, remedy]
}

/** Why a download waits and when it tries again, for instance `… Trying again in 12s.` */
export function retryingLine({ error, atMs }: Retry, nowMs: number): string {
  const { happened } = describeError(error, t)
  if (ERROR_FAMILIES[error.code] === 'waiting') {
    return t('row.untilCured', { happened })
  }
  const waitMs = atMs - nowMs
  return waitMs <= 0
    ? t('row.retryingNow', { happened })
    : t('row.retryingIn', { happened, time: formatDuration(waitMs) })
}

/** The server a link points to, as people write it; empty for what is not a link. */
export function hostOf(url: string): string {
  return parseUrl(url)?.host.replace(/^www\./u, '') ?? ''
}
