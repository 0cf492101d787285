import { homedir } from 'node:os'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')
export const MODULES = join(ROOT, 'node_modules')

/** What is costly to fetch or compile, kept across `npm ci` and between clones. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rill')
