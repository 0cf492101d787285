import { systemPreferences } from 'electron'

/** The system's accent colour as `#rrggbb`; null on a system without one. */
export function systemAccent(): string | null {
  try {
    const colour = systemPreferences.getAccentColor()
    return /^[0-9a-f]{6}/iu.test(colour) ? `#${colour.slice(0, 6)}` : null
  } catch {
    // A system without accent colours throws, or lacks the function.
    return null
  }
}

/** Calls `listener` whenever the system's accent colour changes. */
export function onAccentChanged(listener: (accent: string | null) => void): void {
  const notify = (): void => listener(systemAccent())
  if (process.platform === 'darwin') {
    systemPreferences.subscribeNotification('AppleColorPreferencesChangedNotification', notify)
  } else {
    systemPreferences.on('accent-color-changed', notify)
  }
}
