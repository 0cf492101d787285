import { z } from 'zod'
import { addDraftsSchema, folderSchema, lookSchema } from '../adding/drafts'
import type { PreflightReport } from '../adding/preflight'
import type { DownloadId } from '../download'
import { link } from './schemas'

const addDownloadsSchema = z.strictObject({
  urls: z.array(link).min(1).max(100_000),
  /** Absolute path of the folder. */
  dir: z.string().min(1).max(4096),
  /** Add without starting. */
  paused: z.boolean(),
})

export type AddDownloads = z.infer<typeof addDownloadsSchema>

/** How links become downloads. */
export const ADDING_ARGUMENTS = {
  addDownloads: z.tuple([addDownloadsSchema]),
  addDrafts: z.tuple([addDraftsSchema]),
  preflight: z.tuple([lookSchema]),
  cancelPreflights: z.tuple([]),
  freeSpace: z.tuple([folderSchema]),
} as const

export interface AddingResults {
  addDownloads: DownloadId[]
  addDrafts: DownloadId[]
  /** What one request to the link tells; null if it was called off. */
  preflight: PreflightReport | null
  cancelPreflights: void
  /** Bytes; null where it cannot be told. */
  freeSpace: number | null
}

export interface AddingEvents {
  /** Open the dialog to add downloads, filled in with the links in this text. */
  openAddDialog: { readonly text: string }
}
