import { z } from 'zod'

/** From the root of a Unix, of a Windows drive, or of a Windows share. */
const FULL_PATH = /^(\/|[A-Za-z]:[\\/]|\\\\)/u

/** A folder by its full path: what a relative one would be relative to, nobody can say. */
export const folderSchema = z.string().max(4096).regex(FULL_PATH, 'not a full path')
