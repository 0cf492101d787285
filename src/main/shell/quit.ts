import { app } from 'electron'

/** Longer than the engine promises to take; a quit that hangs would be worse than a crash. */
const STOP_WITHIN_MS = 5000

/**
 * Delays the app's exit until `stop` has saved everything. Menu, tray, key, SIGTERM and the end of
 * the session all lead to `will-quit`.
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
      // Electron ignores a quit that is requested within `will-quit`.
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
