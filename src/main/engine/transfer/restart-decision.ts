import type { DownloadError } from '../download-error'

export interface RestartCircumstances {
  readonly error: DownloadError
  /** null before the first response. */
  readonly resumable: boolean | null
  /** What is on disk and would be fetched again. */
  readonly lostBytes: number
  readonly restartBelowBytes: number
  /** It is what a finished file has become. */
  readonly isRepair: boolean
}

/**
 * Whether to begin again from the first byte without asking: when nothing can be kept anyway, or
 * too little to bother a person with.
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
