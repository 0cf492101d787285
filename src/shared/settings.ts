import { z } from 'zod'
import { categoriesSchema, DEFAULT_CATEGORIES } from './categories'
import { FULL_SPEED_SCHEDULE, SPEED_MODES, speedScheduleSchema } from './speed-schedule'
import { DEFAULT_UI, uiSchema } from './ui-preferences'

/** What a person can set; every field has a default, so that an older store can be read. */
export const settingsSchema = z.strictObject({
  /** Where files go: an absolute path. */
  folder: z.string().min(1),
  /** How many downloads run at the same time. */
  simultaneousDownloads: z.int().min(1).max(64),
  /** Most connections of one download. */
  connectionsPerDownload: z.int().min(1).max(64),
  /** Most connections to one host, over all downloads. */
  connectionsPerHost: z.int().min(1).max(64),
  /** All downloads together, in bytes per second; null for no limit. */
  limitBytesPerSec: z.int().min(1).nullable(),
  /** Whether the limit holds now, or a plan decides. */
  speedMode: z.enum(SPEED_MODES),
  speedSchedule: speedScheduleSchema,
  /** `system` goes by the environment, `none` without; else a link to the proxy. */
  proxy: z.string().min(1),
  /** Look for `FILE.sha256` and `SHA256SUMS` beside each file. */
  findChecksums: z.boolean(),
  /** Start without a window, in the tray. */
  startInTray: z.boolean(),
  /** Tell of what ends while nobody looks at the window. */
  notifyCompleted: z.boolean(),
  notifyFailed: z.boolean(),
  ui: uiSchema,
  /** The first that has a file's extension or host is its category. */
  categories: categoriesSchema,
})

/** Some settings to be changed; of `ui` too only those fields that are there. */
export const settingsPatchSchema = settingsSchema
  .partial()
  .extend({ ui: uiSchema.partial().optional() })

export type Settings = z.infer<typeof settingsSchema>

type SettingsPatch = z.infer<typeof settingsPatchSchema>

/** What a patch changes of these settings. A field that is there but undefined is left as it is. */
export function patchOf({ ui, ...patch }: SettingsPatch, before: Settings): Partial<Settings> {
  return { ...given(patch), ...(ui && { ui: { ...before.ui, ...given(ui) } }) }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function given<T extends object>(patch: T): Given<T> {
  const fields = Object.entries(patch).filter(([, value]) => value !== undefined)
  return Object.fromEntries(fields) as Given<T>
}

/** All settings but the folder, whose default is known only to the computer. */
export const DEFAULT_SETTINGS: Omit<Settings, 'folder'> = {
  simultaneousDownloads: 5,
  connectionsPerDownload: 8,
  connectionsPerHost: 16,
  limitBytesPerSec: null,
  speedMode: 'limited',
  speedSchedule: FULL_SPEED_SCHEDULE,
  proxy: 'system',
  findChecksums: false,
  startInTray: false,
  notifyCompleted: true,
  notifyFailed: true,
  ui: DEFAULT_UI,
  categories: [...DEFAULT_CATEGORIES],
}
