import type { DownloadError } from '../download-error'

export interface RestartCircumstances {
  readonly error: DownloadError
  /** null before the first response. */
  readonly resumable: boolean | null
  /** Bytes on disk that would be fetched again. */
  readonly lostBytes: number
  readonly restartBelowBytes: number
  /** The part file is a finished file under repair. */
  readonly isRepair: boolean
}

/**
 * Whether to restart from the first byte without asking: if nothing can be kept anyway, or too
 * little to bother a person.
 */
export function mayRestart(circumstances: RestartCircumstances): boolean {
  const { error, resumable, lostBytes, restartBelowBytes, isRepair } = circumstances
  if (isRepair) return false
  switch (error.family) {
    case 'retryable':
      return resumable !== true
    case 'restart':
      return lostBytes <= restartBelowBytes
    case 'waiting':
    case 'link':
    case 'user':
    case 'bug':
      return false
  }
}
