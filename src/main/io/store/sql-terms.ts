import { DOWNLOAD_STATES } from '../../../shared/download'

/** All states but completed, as a list of SQL. */
export const UNFINISHED = `(${DOWNLOAD_STATES.filter((state) => state !== 'completed')
  .map((state) => `'${state}'`)
  .join()})`

/** It is not discarded. */
export const KEPT = 'discarded_at_ms IS NULL'
