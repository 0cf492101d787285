// First, so that nothing that goes wrong in the other imports goes unnoticed.
import './uncaught-errors'
import { app } from 'electron'
import { claimDataDir } from './data-dir'
import {
  findUserDataDir,
  isTooLongForLock,
  parseLaunch,
  relaunchArguments,
} from './launch-arguments'
import { enqueueLaunchRequest } from './launch-inbox'
import { onSecondInstance } from './second-instance'
import { giveUp } from './uncaught-errors'

try {
  start()
} catch (error) {
  giveUp(error)
}

function start(): void {
  const { argv } = process
  const context = { cwd: process.cwd(), defaultApp: Boolean(process.defaultApp) }
  const dataDir = claimDataDir(findUserDataDir(argv, context))
  const { request, hidden } = parseLaunch(argv, context)
  const startAgain = (): void => app.relaunch({ args: relaunchArguments(argv, context.defaultApp) })

  enqueueLaunchRequest(dataDir, request)
  if (isTooLongForLock(argv, context.cwd)) {
    startAgain()
    app.exit(0)
    return
  }
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }

  // Not awaited here: Electron becomes ready only after this module has run to its end.
  const desktop = app.whenReady().then(async () => {
    // Only now: Chromium's other processes start meanwhile, and a later start needs none of it.
    const { startDesktop } = await import('./compose')
    return startDesktop(dataDir, hidden)
  })
  desktop.catch(giveUp)
  const whenRunning = (use: (running: Awaited<typeof desktop>) => void): void => {
    desktop.then(use, () => undefined)
  }
  let quitting = false
  app.on('before-quit', () => {
    quitting = true
  })
  onSecondInstance({
    started: (hiddenToo) => {
      // A Rill that quits takes in nothing more, and still holds the lock: the next one does it.
      if (quitting) startAgain()
      else whenRunning(({ startedAgain }) => startedAgain(hiddenToo))
    },
    handed: (handed) => whenRunning(({ receive }) => receive(handed)),
  })
}
