import type { z } from 'zod'
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../../shared/settings'
import { DEFAULT_UI, uiSchema } from '../../../shared/ui-preferences'

/** A setting as it is kept: its value is JSON. */
export interface SettingRow {
  readonly key: string
  readonly value: string
}

/** The settings, with defaults for what is not kept, or is of another version. */
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

/** The fields that are what the schema wants; one that is not costs none of the others. */
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
