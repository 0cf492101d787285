import { addLaunchRequest, type LaunchTarget } from './add-launch-request'
import type { LaunchRequest } from './launch-arguments'
import { drainLaunchInbox } from './launch-inbox'
import { reportUncaughtError } from './uncaught-errors'

export interface LaunchReceiver {
  /** Adds the requests in the launch inbox; shows the window unless the launch was a hidden one. */
  drainInbox(hidden: boolean): void
  /** Adds a request that did not go through the launch inbox, and shows the window. */
  receive(request: LaunchRequest): void
}

/** Adds the links of every launch: of this one, and of each that the single-instance lock ends. */
export function receiveLaunches(dataDir: string, target: LaunchTarget): LaunchReceiver {
  const { window } = target
  let draining = Promise.resolve()
  return {
    drainInbox(hidden) {
      // One after the other, because two would add the same request.
      draining = draining
        .then(() => drainLaunchInbox(dataDir, (request) => addLaunchRequest(request, target)))
        .catch(reportUncaughtError)
      if (!hidden) window.show()
    },
    receive(request) {
      addLaunchRequest(request, target).catch(reportUncaughtError)
      window.show()
    },
  }
}
