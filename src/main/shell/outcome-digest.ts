import { describeError } from '../../shared/describe-error'
import type { DownloadId, DownloadView } from '../../shared/download'
import { t } from './i18n'

const MOST_NAMES = 3

/** What a notification says, and what its click is about. */
export interface Digest {
  readonly kind: 'completed' | 'failed'
  readonly title: string
  readonly body: string
  /** The downloads it speaks of, in the order in which they ended. */
  readonly ids: readonly DownloadId[]
}

/** Joins downloads that ended at about the same time into at most one message of each kind. */
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
  const names = downloads.slice(0, MOST_NAMES).map(({ name }) => name)
  const more = downloads.length - names.length
  const listed = names.join(', ')
  return more > 0 ? t('outcomes.andMore', { names: listed, count: more }) : listed
}
