import type { JobOf } from '../../kernel'
import type { hashFile as body } from './jobs/hash-file'
import module from './jobs/hash-file?modulePath'

/** For `toThread`: the hash of a file. */
export const hashFile: JobOf<typeof body> = { module, name: 'hashFile' }
