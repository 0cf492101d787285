import { z } from 'zod'
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
} as const

export interface AddingResults {
  addDownloads: DownloadId[]
}

export interface AddingEvents {
  /** Open the dialog to add downloads, filled in with this text. */
  openAddDialog: { readonly text: string }
}
