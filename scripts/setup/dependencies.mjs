import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MODULES, ROOT } from './paths.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const STAMP = join(MODULES, '.rill-dependencies')

/** Installs the locked packages if node_modules is missing or of another lock file. */
export function ensureDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return
  say('installing the locked packages (npm ci)')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT })
  writeFileSync(STAMP, lock)
}
