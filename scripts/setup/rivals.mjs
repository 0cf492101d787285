import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'
import { ensurePrograms } from './system-packages.mjs'

/** Beside the downloaders, what takes their measure. */
const PROGRAMS = {
  aria2c: 'aria2',
  curl: 'curl',
  wget2: 'wget2',
  axel: 'axel',
  strace: 'strace',
  eatmydata: 'eatmydata',
  '/usr/bin/time': 'time',
}

const NPM_RIVALS = join(ROOT, 'bench', 'rivals')

/** Sees to the downloaders beside which Rill is measured; who is not to be had is left out. */
export function ensureRivals() {
  ensurePrograms(PROGRAMS, 'the benchmark uses programs', 'the benchmark goes without')
  if (existsSync(join(NPM_RIVALS, 'node_modules', '.package-lock.json'))) return
  say('installing the downloaders of npm (npm ci in bench/rivals)')
  try {
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: NPM_RIVALS })
  } catch (error) {
    say(error.message)
  }
}
