// First, so that it also reports errors of the other imports.
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
import { exitAfterFatalError } from './uncaught-errors'

try {
  start()
} catch (error) {
  exitAfterFatalError(error)
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
    // Only now: Chromium's processes start meanwhile, and a second instance needs none of it.
    const { startDesktop } = await import('./compose')
    return startDesktop(dataDir, hidden)
  })
  desktop.catch(exitAfterFatalError)
  const whenRunning = (use: (running: Awaited<typeof desktop>) => void): void => {
    desktop.then(use, () => undefined)
  }
  let quitting = false
  app.on('before-quit', () => {
    quitting = true
  })
  onSecondInstance({
    launched: (isHidden) => {
      // A Rill that quits still holds the lock but adds nothing: the next one drains the inbox.
      if (quitting) startAgain()
      else whenRunning(({ drainInbox }) => drainInbox(isHidden))
    },
    opened: (request) => whenRunning(({ receive }) => receive(request)),
  })
}
