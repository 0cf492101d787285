import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import envPaths from 'env-paths'

/** Where the command line keeps its state: XDG's state folder on Linux, else the data folder. */
export function defaultDataDir(): string {
  if (process.platform !== 'linux') return envPaths('rill-cli', { suffix: '' }).data
  return join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'rill')
}

/** The user's downloads folder: on Linux what xdg-user-dirs says, else `Downloads` at home. */
export function downloadsFolder(): string {
  const fallback = join(homedir(), 'Downloads')
  if (process.platform !== 'linux') return fallback
  const config = process.env.XDG_CONFIG_HOME || join(homedir(), '.config')
  try {
    const dirs = readFileSync(join(config, 'user-dirs.dirs'), 'utf8')
    const path = /^XDG_DOWNLOAD_DIR="(?<path>.+)"$/mu.exec(dirs)?.groups?.path
    return path?.replace(/^\$HOME/u, homedir()) ?? fallback
  } catch {
    // No such file: the desktop has not been asked for its folders.
    return fallback
  }
}
