import { z } from 'zod'
import { type Settings, settingsPatchSchema } from '../settings'

/** Commands for settings. */
export const SETTINGS_ARGUMENTS = {
  updateSettings: z.tuple([settingsPatchSchema]),
} as const

export interface SettingsResults {
  updateSettings: Settings
}

export interface SettingsEvents {
  settings: Settings
  openSettings: null
}
