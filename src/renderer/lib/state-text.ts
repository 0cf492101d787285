import type { DownloadState } from '../../shared/download'

/** The word for a state, as it stands in the row. */
export const STATE_TEXT: Record<DownloadState, string> = {
  queued: 'Queued',
  downloading: 'Downloading',
  verifying: 'Verifying',
  paused: 'Paused',
  'needs-link': 'Needs link',
  failed: 'Failed',
  completed: 'Completed',
}
