import type { JobOf } from '../../kernel'
import type { hashFile as fileBody, hashRanges as rangesBody } from './jobs/hash'
import module from './jobs/hash?modulePath'

/** For `toThread`: the hashes of a whole file. */
export const hashFile: JobOf<typeof fileBody> = { module, name: 'hashFile' }

/** For `toThread`: the CRC-32 of ranges of a file. */
export const hashRanges: JobOf<typeof rangesBody> = { module, name: 'hashRanges' }
