import { mkdirSync } from 'node:fs'
import { app } from 'electron'

/** Makes `dir` (absolute; null for the usual place) the home of all that Rill keeps; returns it. */
export function claimDataDir(dir: string | null): string {
  if (dir !== null) {
    mkdirSync(dir, { recursive: true })
    app.setPath('userData', dir)
    app.setPath('sessionData', dir)
  }
  return app.getPath('userData')
}
