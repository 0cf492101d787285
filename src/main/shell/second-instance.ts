import { app } from 'electron'
import { type LaunchRequest, parseLaunchWords } from './launch-arguments'

export interface SecondInstanceHandlers {
  /** Rill was launched again; the launch left its request in the launch inbox. */
  launched(isHidden: boolean): void
  /** macOS asked the running Rill to open a link or a file. */
  opened(request: LaunchRequest): void
}

/** Calls the handlers for each later launch, and for each link or file that macOS hands over. */
export function onSecondInstance({ launched, opened }: SecondInstanceHandlers): void {
  app.on('second-instance', (_event, argv) => {
    launched(argv.includes('--hidden'))
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    opened(parseLaunchWords([url], process.cwd()))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    opened(parseLaunchWords([path], process.cwd()))
  })
}
