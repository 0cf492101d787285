import { app } from 'electron'
import { type LaunchRequest, parseLaunchWords } from './launch-arguments'

export interface SecondInstanceHandlers {
  /** Rill was started again; what that start brings lies among the arrivals. */
  started(hidden: boolean): void
  /** macOS hands over a link or a file. */
  handed(request: LaunchRequest): void
}

/** Tells of each later start, and of each link or file that macOS hands over. */
export function onSecondInstance({ started, handed }: SecondInstanceHandlers): void {
  app.on('second-instance', (_event, argv) => {
    started(argv.includes('--hidden'))
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    handed(parseLaunchWords([url], process.cwd()))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    handed(parseLaunchWords([path], process.cwd()))
  })
}
