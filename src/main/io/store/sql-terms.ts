import { DOWNLOAD_STATES } from '../../../shared/download'

/** All states except `completed`, as an SQL list. */
export const UNFINISHED = `(${DOWNLOAD_STATES.filter((state) => state !== 'completed')
  .map((state) => `'${state}'`)
  .join()})`

/** The row is not trashed. */
export const KEPT = 'trashed_at_ms IS NULL'
