import { app } from 'electron'

/** Longer than the engine promises to take; a quit that hangs for ever would be worse than a crash. */
const STOP_WITHIN_MS = 5000

/**
 * Holds the end of the app back until `stop` has saved everything. It comes by menu, tray, key,
 * SIGTERM or the end of the session, all of which meet in `will-quit`.
 */
export function stopBeforeQuit(stop: () => Promise<void>): void {
  let stopping = false
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    if (stopping) return
    stopping = true
    void settleWithin(stop(), STOP_WITHIN_MS).then(() => {
      stopped = true
      // Electron passes over a quit that is asked for while `will-quit` is still on its way.
      setImmediate(() => app.quit())
    })
  })
}

async function settleWithin(work: Promise<void>, limitMs: number): Promise<void> {
  const limit = new Promise<void>((resolve) => {
    setTimeout(resolve, limitMs)
  })
  try {
    await Promise.race([work, limit])
  } catch (error) {
    console.error('Rill could not save everything before it quit:', error)
  }
}
