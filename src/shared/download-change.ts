import { z } from 'zod'
import { downloadOptionsSchema } from './download-options'

/** What a person may change of a download at any time; what is left out stays as it is. */
export const downloadChangeSchema = downloadOptionsSchema
  .omit({ mirrors: true })
  .extend({
    /** A password of null stays as it is. */
    login: z.strictObject({ user: z.string(), password: z.string().nullable() }).nullable(),
    name: z.string().min(1).max(1024),
    /** Absolute path of the folder. */
    dir: z.string().min(1).max(4096),
  })
  .partial()

export type DownloadChange = z.infer<typeof downloadChangeSchema>

/**
 * `must-not-stop`: it cannot be moved now, since the server could not continue it; `busy`: it is
 * being checked.
 */
export type ChangeOutcome = 'done' | 'must-not-stop' | 'busy'

/** Options that a timeline names when they are changed; a limit has words of its own. */
export const NAMED_OPTIONS = [
  'connections',
  'headers',
  'userAgent',
  'referer',
  'cookie',
  'login',
  'proxy',
  'checksums',
  'onConflict',
] as const
