import { app } from 'electron'
import { type Arrival, understandWords } from './launch-arguments'

export interface LaterStarts {
  /** Rill was started again; what that start brings lies among the arrivals. */
  started(hidden: boolean): void
  /** macOS hands over a link or a file. */
  handed(arrival: Arrival): void
}

/** Tells of each later start, and of each link or file that macOS hands over. */
export function onLaterStart({ started, handed }: LaterStarts): void {
  app.on('second-instance', (_event, argv) => {
    started(argv.includes('--hidden'))
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    handed(understandWords([url], process.cwd()))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    handed(understandWords([path], process.cwd()))
  })
}
