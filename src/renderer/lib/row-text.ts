import { describeError } from '../../shared/describe-error'
import type { DownloadView } from '../../shared/download'
import { ERROR_FAMILIES } from '../../shared/errors'
import { formatBytes, formatDuration, formatProgress, formatSpeed } from './format'
import { formatMoment } from './format-moment'
import { t } from './i18n'

/** A piece of a row's second line; `fades` are the first to go where the window is narrow. */
export interface Detail {
  /** At most one of each in a row. */
  readonly kind: 'progress' | 'speed' | 'time' | 'connections' | 'host' | 'note'
  readonly text: string
  readonly fades?: true
}

/** What the second line of a row says when there is no error to tell. */
export function rowDetails(view: DownloadView): Detail[] {
  const progress: Detail = {
    kind: 'progress',
    text: formatProgress(view.doneBytes, view.lengthBytes),
  }
  switch (view.state) {
    case 'downloading':
      return downloadingDetails(view, progress)
    case 'completed':
      return [whole(view), ...from(view), ...proof(view)]
    case 'queued':
      if (view.startAtMs !== null) return [startsAt(view.startAtMs), ...size(view), ...from(view)]
      return view.doneBytes > 0 ? [progress, ...from(view)] : [...size(view), ...from(view)]
    case 'paused':
      return view.doneBytes > 0
        ? [progress, ...cannotContinue(view), ...from(view)]
        : [...size(view), ...from(view)]
    case 'verifying':
      return [checked(view), { kind: 'note', text: t('row.checking') }]
    case 'needs-link':
    case 'failed':
      return [progress]
  }
}

function startsAt(atMs: number): Detail {
  return { kind: 'note', text: t('row.startsAt', { time: formatMoment(atMs) }) }
}

function downloadingDetails(view: DownloadView, progress: Detail): Detail[] {
  if (view.connections === 0 && view.doneBytes === 0) {
    return [{ kind: 'note', text: t('row.connecting') }, ...from(view)]
  }
  const { speedBytesPerSec, etaMs, connections } = view
  const details = [progress]
  if (speedBytesPerSec > 0) details.push({ kind: 'speed', text: formatSpeed(speedBytesPerSec) })
  if (etaMs !== null)
    details.push({ kind: 'time', text: t('row.left', { time: formatDuration(etaMs) }) })
  if (connections > 0) {
    details.push({
      kind: 'connections',
      text: t('row.connections', { count: connections }),
      fades: true,
    })
  }
  if (view.resumable === false) {
    details.push({ kind: 'note', text: t('row.cannotContinue'), fades: true })
  }
  return details
}

/** Two sentences for a row that failed or waits for a link: what happened, and what to do. */
export function errorLines(view: DownloadView): readonly [happened: string, remedy: string] | null {
  if (view.error === null || (view.state !== 'failed' && view.state !== 'needs-link')) return null
  const { happened, remedy } = describeError(view.error, t)
  return [happened, remedy]
}

/** Why a download waits and when it tries again, for instance `… Trying again in 12s.` */
export function retryingLine(
  retrying: NonNullable<DownloadView['retrying']>,
  nowMs: number,
): string {
  const { happened } = describeError(retrying.error, t)
  if (ERROR_FAMILIES[retrying.error.code] === 'waiting') {
    return t('row.untilCured', { happened })
  }
  const waitMs = retrying.atMs - nowMs
  return waitMs <= 0
    ? t('row.retryingNow', { happened })
    : t('row.retryingIn', { happened, time: formatDuration(waitMs) })
}

/** The server a link points to, as people write it; empty for what is not a link. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./u, '') : ''
}

function from({ url }: DownloadView): Detail[] {
  const host = hostOf(url)
  return host === '' ? [] : [{ kind: 'host', text: host }]
}

function whole({ doneBytes }: DownloadView): Detail {
  return { kind: 'progress', text: formatBytes(doneBytes) }
}

function checked({ verifiedBytes, doneBytes, lengthBytes }: DownloadView): Detail {
  return { kind: 'progress', text: formatProgress(verifiedBytes ?? doneBytes, lengthBytes) }
}

function size({ lengthBytes }: DownloadView): Detail[] {
  return lengthBytes === null ? [] : [{ kind: 'progress', text: formatBytes(lengthBytes) }]
}

function cannotContinue({ resumable }: DownloadView): Detail[] {
  return resumable === false ? [{ kind: 'note', text: t('row.willStartOver') }] : []
}

function proof(view: DownloadView): Detail[] {
  return view.proof === 'checksum'
    ? [{ kind: 'note', text: t('row.checksumVerified'), fades: true }]
    : []
}
