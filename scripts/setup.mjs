import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies } from './setup/dependencies.mjs'
import { electronBinary, ensureElectron } from './setup/electron-runtime.mjs'
import { MODULES } from './setup/paths.mjs'
import { SetupError } from './setup/say.mjs'
import { ensureSqliteBinding } from './setup/sqlite-binding.mjs'
import { ensureLibraries } from './setup/system-packages.mjs'

const STAMP = join(MODULES, '.rill-setup')

/**
 * Sees to all that Rill needs to run on this machine: locked packages, an Electron, a SQLite binding
 * that loads in it, system libraries. Says what it does; silent and quick when nothing is missing.
 */
export async function setup() {
  ensureDependencies()
  const state = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === state && electronBinary() !== null)
    return
  await ensureElectron()
  ensureLibraries()
  ensureSqliteBinding()
  writeFileSync(STAMP, state)
}

/** What the steps depend on, beside node_modules itself, in which the stamp lies. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version).update(process.execPath)
  const folder = join(import.meta.dirname, 'setup')
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.mjs')) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

/** Runs a command's main function; what a person can mend is told in a sentence, without a trace. */
export async function main(work) {
  try {
    process.exitCode = await work()
  } catch (error) {
    process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`)
    process.exitCode = 1
  }
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    await setup()
    return 0
  })
}
