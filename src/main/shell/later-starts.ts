import { app } from 'electron'
import { type Launch, launchSchema, parseLaunch, understandWords } from './launch-arguments'

/**
 * Makes this process the one Rill of its data folder. False when another one is running: it has
 * then been handed what this start asks for. Call it once `userData` is final, which names the lock.
 */
export function claimSingleInstance(launch: Launch): boolean {
  return app.requestSingleInstanceLock(launch)
}

/** Calls `receive` for each later start, and for each link or file that macOS hands over. */
export function onLaterStart(receive: (launch: Launch) => void): void {
  app.on('second-instance', (_event, argv, cwd, handedOver) => {
    // Chromium reorders argv on its way; what the second start has read itself is the truth.
    const launch = launchSchema.safeParse(handedOver)
    const defaultApp = process.defaultApp ?? false
    receive(launch.success ? launch.data : parseLaunch(argv, { cwd, defaultApp }))
  })
  const receiveWord = (word: string): void =>
    receive({ ...understandWords([word], process.cwd()), hidden: false })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    receiveWord(url)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    receiveWord(path)
  })
}
