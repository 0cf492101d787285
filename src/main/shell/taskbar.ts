import { app, type BrowserWindow, powerSaveBlocker } from 'electron'
import { type DesktopStatus, taskbarProgress } from './desktop-status'

/** Shows the progress of all running downloads on the window's button in taskbar or dock. */
export function taskbarStatus(
  currentWindow: () => BrowserWindow | null,
): (status: DesktopStatus) => void {
  let shownOn: BrowserWindow | null = null
  let shown = -1
  let badge = 0
  return (status) => {
    const window = currentWindow()
    const progress = taskbarProgress(status)
    if (window !== null && (window !== shownOn || progress !== shown)) {
      window.setProgressBar(progress)
      shownOn = window
      shown = progress
    }
    if (process.platform !== 'win32' && status.active !== badge) {
      app.setBadgeCount(status.active)
      badge = status.active
    }
  }
}

/** Keeps the computer awake while downloads run; the screen may turn off. */
export function keepAwake(): (status: DesktopStatus) => void {
  let blocker: number | null = null
  return ({ active }) => {
    if (active > 0) {
      blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    } else if (blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }
}
