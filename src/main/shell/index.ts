// First, so that nothing that goes wrong in the other imports goes unnoticed.
import './crash-net'
import { app } from 'electron'
import { startDesktop } from './compose'
import { giveUp } from './crash-net'
import { claimDataDir } from './data-dir'
import { claimSingleInstance, onLaterStart } from './later-starts'
import { findUserDataDir, parseLaunch, relaunchArguments } from './launch-arguments'

const { argv } = process
const context = { cwd: process.cwd(), defaultApp: process.defaultApp ?? false }
const dataDir = claimDataDir(findUserDataDir(argv, context))
const launch = parseLaunch(argv, context)

if (claimSingleInstance(launch)) {
  // Not awaited here: Electron becomes ready only after this module has run to its end.
  const desktop = app.whenReady().then(() => startDesktop(dataDir, launch))
  desktop.catch(giveUp)

  let quitting = false
  app.on('before-quit', () => {
    quitting = true
  })
  onLaterStart((later) => {
    if (quitting) {
      // This process takes in nothing more, and still holds the lock: the next one adds it.
      app.relaunch({ args: relaunchArguments(argv, context.defaultApp, later) })
      return
    }
    desktop.then(
      ({ receive }) => receive(later),
      () => undefined,
    )
  })
} else {
  app.exit(0)
}
