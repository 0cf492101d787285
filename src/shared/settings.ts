import { z } from 'zod'

/** What a person can set; every field has a default, so that an older store can be read. */
export const settingsSchema = z.strictObject({
  /** Where files go: an absolute path. */
  folder: z.string().min(1),
  /** How many downloads run at the same time. */
  simultaneousDownloads: z.int().min(1).max(64),
  /** Most connections of one download. */
  connectionsPerDownload: z.int().min(1).max(64),
  /** Start without a window, in the tray. */
  startInTray: z.boolean(),
})

export type Settings = z.infer<typeof settingsSchema>

/** All settings but the folder, whose default is known only to the computer. */
export const DEFAULT_SETTINGS: Omit<Settings, 'folder'> = {
  simultaneousDownloads: 5,
  connectionsPerDownload: 8,
  startInTray: false,
}
