import { fileBody } from '../../servers'

export const MIB = 1024 * 1024

export const FILE_SEED = 201

/** What most of the bad servers serve. */
export const FILE = fileBody(FILE_SEED, 6 * MIB + 7)

/** Another version of `FILE`, of the same length. */
export const NEW_FILE = fileBody(202, 6 * MIB + 7)

/** Where a server breaks off that breaks off in the middle. */
export const MIDDLE = 3 * MIB

/** A file of which one would not like to fetch the first half again. */
export const BIG_FILE = fileBody(203, 20 * MIB + 7)

/** Another version of `BIG_FILE`, of the same length. */
export const NEW_BIG_FILE = fileBody(204, 20 * MIB + 7)

/** Where a server breaks off when that costs more than Rill throws away without asking. */
export const LATE = 12 * MIB

/** What is left of that, whatever was in the buffers. */
export const MOST_OF_LATE = 9 * MIB

export const SMALL_FILE = fileBody(205, 300_001)
