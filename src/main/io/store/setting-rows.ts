import type { z } from 'zod'
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../../shared/settings'
import { DEFAULT_UI, uiSchema } from '../../../shared/ui-preferences'

/** A row of the settings table; its value is JSON. */
export interface SettingRow {
  readonly key: string
  readonly value: string
}

/** The stored settings, with defaults for missing values and values of another version. */
export function toSettings(rows: Iterable<SettingRow>, defaultFolder: string): Settings {
  const kept = [...rows].map(({ key, value }) => [key, JSON.parse(value) as unknown] as const)
  const { ui, ...others } = Object.fromEntries(kept)
  return {
    ...DEFAULT_SETTINGS,
    folder: defaultFolder,
    ...validFields(settingsSchema, others),
    ui: { ...DEFAULT_UI, ...validFields(uiSchema, ui) },
  }
}

/** The valid fields of an object; an invalid field does not invalidate the others. */
function validFields<S extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<S>,
  value: unknown,
): Partial<z.infer<z.ZodObject<S>>> {
  const fields = typeof value === 'object' && value !== null ? Object.entries(value) : []
  const valid = fields.flatMap(([key, field]) => {
    const read = schema.partial().safeParse({ [key]: field })
    return read.success ? Object.entries(read.data) : []
  })
  return Object.fromEntries(valid) as Partial<z.infer<z.ZodObject<S>>>
}
