import { DOWNLOAD_STATES } from '../../../shared/download'

/** All states except `completed`, as an SQL list. */
export const UNFINISHED = `(${DOWNLOAD_STATES.filter((state) => state !== 'completed')
  .map((state) => `'${state}'`)
  .join()})`

/** The row is not discarded. */
export const KEPT = 'discarded_at_ms IS NULL'
