import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from '../places'

/** The program of Electron; empty where there is none. */
export const ELECTRON = findElectron()

function findElectron(): string {
  try {
    // In Node, the package's export is the path of the binary and not the API of its types.
    return String(createRequire(join(ROOT, 'package.json'))('electron'))
  } catch {
    return ''
  }
}
