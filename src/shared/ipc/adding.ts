import { z } from 'zod'
import { addDraftsSchema, folderSchema, preflightRequestSchema } from '../adding/drafts'
import type { PreflightReport } from '../adding/preflight'
import type { DownloadId } from '../download'
import { link } from './schemas'

const addDownloadsSchema = z.strictObject({
  urls: z.array(link).min(1).max(100_000),
  /** Absolute path of the folder. */
  dir: z.string().min(1).max(4096),
  /** Adds without starting. */
  paused: z.boolean(),
})

export type AddDownloads = z.infer<typeof addDownloadsSchema>

/** Commands that add downloads. */
export const ADDING_ARGUMENTS = {
  addDownloads: z.tuple([addDownloadsSchema]),
  addDrafts: z.tuple([addDraftsSchema]),
  preflight: z.tuple([preflightRequestSchema]),
  cancelPreflights: z.tuple([]),
  freeSpace: z.tuple([folderSchema]),
} as const

export interface AddingResults {
  addDownloads: DownloadId[]
  addDrafts: DownloadId[]
  /** The result of one request to the link; null if the preflight was cancelled. */
  preflight: PreflightReport | null
  cancelPreflights: void
  /** Bytes; null if unknown. */
  freeSpace: number | null
}

export interface AddingEvents {
  /** Opens the dialog to add downloads, with the links of this text filled in. */
  openAddDialog: { readonly text: string }
}
