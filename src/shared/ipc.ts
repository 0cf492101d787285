import { z } from 'zod'
import type { DownloadId, DownloadView } from './download'
import { isLink } from './links'
import { type Settings, settingsSchema } from './settings'

const id = z.int().positive()
const ids = z.array(id).max(1_000_000).readonly()

const link = z.string().max(65_536).refine(isLink, 'not an http or https link')

const addDownloadsSchema = z.strictObject({
  urls: z.array(link).min(1).max(100_000),
  /** Absolute path of the folder. */
  dir: z.string().min(1).max(4096),
  /** Add without starting. */
  paused: z.boolean(),
})

export type AddDownloads = z.infer<typeof addDownloadsSchema>

/**
 * What the window may ask of the main process: for each channel the schema of its arguments. The
 * results stand in `RillCommands`.
 */
export const COMMAND_ARGUMENTS = {
  snapshot: z.tuple([]),
  addDownloads: z.tuple([addDownloadsSchema]),
  pause: z.tuple([ids]),
  resume: z.tuple([ids]),
  cancel: z.tuple([ids]),
  retry: z.tuple([ids]),
  remove: z.tuple([ids]),
  changeLink: z.tuple([id, link]),
  verify: z.tuple([ids]),
  networkBack: z.tuple([]),
  pauseAll: z.tuple([]),
  resumeAll: z.tuple([]),
  open: z.tuple([z.int().positive()]),
  showInFolder: z.tuple([z.int().positive()]),
  chooseFolder: z.tuple([z.string().max(4096)]),
  readClipboard: z.tuple([]),
  updateSettings: z.tuple([settingsSchema.partial()]),
} as const

export type Command = keyof typeof COMMAND_ARGUMENTS

interface Results {
  snapshot: Snapshot
  addDownloads: DownloadId[]
  pause: void
  resume: void
  cancel: void
  retry: void
  remove: void
  changeLink: void
  verify: void
  networkBack: void
  pauseAll: void
  resumeAll: void
  open: void
  showInFolder: void
  /** The chosen folder; null when the person changed their mind. */
  chooseFolder: string | null
  readClipboard: string
  updateSettings: Settings
}

export type RillCommands = {
  [C in Command]: (...args: z.infer<(typeof COMMAND_ARGUMENTS)[C]>) => Promise<Results[C]>
}

/** All that the window needs to draw itself the first time. */
export interface Snapshot {
  readonly downloads: readonly DownloadView[]
  readonly settings: Settings
  readonly version: string
  readonly platform: string
}

/** What changed since the last message: at most ten a second. */
export interface Changes {
  readonly changed: readonly DownloadView[]
  readonly removed: readonly DownloadId[]
}

/** What the main process tells the window without being asked. */
export interface RillEvents {
  changes: Changes
  settings: Settings
  /** Open the dialog to add downloads, filled in with this text. */
  openAddDialog: { readonly text: string }
  openSettings: null
  /** A sentence worth a moment of attention. */
  notice: { readonly text: string }
}

export type RillEvent = keyof RillEvents

/** What the preload puts on `window.rill`. */
export interface RillApi extends RillCommands {
  /** Calls `listener` on each such event until the returned function is called. */
  on<E extends RillEvent>(event: E, listener: (payload: RillEvents[E]) => void): () => void
}

/** The answer to a command as it crosses the process boundary. */
export type CommandReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }
