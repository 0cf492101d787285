import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../../shared/settings'

/** A setting as it is kept: its value is JSON. */
export interface SettingRow {
  readonly key: string
  readonly value: string
}

/** The settings, with defaults for what is not kept, or is of another version. */
export function toSettings(rows: Iterable<SettingRow>, defaultFolder: string): Settings {
  const settings: Settings = { ...DEFAULT_SETTINGS, folder: defaultFolder }
  for (const { key, value } of rows) {
    const stored = settingsSchema.partial().safeParse({ [key]: JSON.parse(value) })
    if (stored.success) Object.assign(settings, stored.data)
  }
  return settings
}
