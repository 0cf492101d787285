import { fileBody } from '../../servers'

export const MIB = 1024 * 1024

export const FILE_SEED = 201

/** What most of the bad servers serve. */
export const FILE = fileBody(FILE_SEED, 3 * MIB + 7)

/** Another version of `FILE`, of the same length. */
export const NEW_FILE = fileBody(202, 3 * MIB + 7)

/** Where a server breaks off in the middle of `FILE`. */
export const MIDDLE = 1.5 * MIB

/** A file too big to fetch its first half again without asking. */
export const BIG_FILE = fileBody(203, 20 * MIB + 7)

/** Another version of `BIG_FILE`, of the same length. */
export const NEW_BIG_FILE = fileBody(204, 20 * MIB + 7)

/** Where a server breaks off if more is to be lost than Rill discards without asking. */
export const LATE = 12 * MIB

/** What is left of `LATE`, whatever was in the buffers. */
export const MOST_OF_LATE = 9 * MIB

export const SMALL_FILE = fileBody(205, 300_001)
