import { systemPreferences } from 'electron'

/** The system's accent colour as `#rrggbb`; null where it has none to tell. */
export function systemAccent(): string | null {
  try {
    const colour = systemPreferences.getAccentColor()
    return /^[0-9a-f]{6}/iu.test(colour) ? `#${colour.slice(0, 6)}` : null
  } catch {
    // Systems that know no such thing throw, or lack the function.
    return null
  }
}

/** Tells of each other accent colour that the system takes on. */
export function onAccentChanged(listener: (accent: string | null) => void): void {
  const tell = (): void => listener(systemAccent())
  if (process.platform === 'darwin') {
    systemPreferences.subscribeNotification('AppleColorPreferencesChangedNotification', tell)
  } else {
    systemPreferences.on('accent-color-changed', tell)
  }
}
