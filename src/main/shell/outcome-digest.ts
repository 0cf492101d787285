import { describeError } from '../../shared/describe-error'
import type { DownloadId, DownloadView } from '../../shared/download'
import { t } from './i18n'

const MAX_NAMES = 3

/** The content of a notification, and the downloads that its click refers to. */
export interface Digest {
  readonly kind: 'completed' | 'failed'
  readonly title: string
  readonly body: string
  /** In the order in which the downloads ended. */
  readonly ids: readonly DownloadId[]
}

/** Summarises downloads that ended at about the same time in at most one message per kind. */
export function digestOutcomes(
  completed: readonly DownloadView[],
  failed: readonly DownloadView[],
): Digest[] {
  return [...digest('completed', completed), ...digest('failed', failed)]
}

function digest(kind: Digest['kind'], downloads: readonly DownloadView[]): Digest[] {
  const [first] = downloads
  if (first === undefined) return []
  const ids = downloads.map(({ id }) => id)
  const title = t(`outcomes.${kind}`, { count: downloads.length })
  return [
    { kind, title, body: downloads.length === 1 ? explain(first) : listNames(downloads), ids },
  ]
}

function explain({ name, error }: DownloadView): string {
  if (error === null) return name
  const { happened, remedy } = describeError(error, t)
  return t('outcomes.why', { name, happened, remedy })
}

function listNames(downloads: readonly DownloadView[]): string {
  const names = downloads.slice(0, MAX_NAMES).map(({ name }) => name)
  const more = downloads.length - names.length
  const listed = names.join(', ')
  return more > 0 ? t('outcomes.andMore', { names: listed, count: more }) : listed
}
