import { z } from 'zod'
import { id, ids, link } from './schemas'

/** Commands for downloads in the list. */
export const DOWNLOAD_ARGUMENTS = {
  pause: z.tuple([ids]),
  resume: z.tuple([ids]),
  retry: z.tuple([ids]),
  changeLink: z.tuple([id, link]),
  verify: z.tuple([ids]),
  pauseAll: z.tuple([]),
  resumeAll: z.tuple([]),
  open: z.tuple([id]),
  showInFolder: z.tuple([id]),
} as const

export interface DownloadResults {
  pause: void
  resume: void
  retry: void
  changeLink: void
  verify: void
  pauseAll: void
  resumeAll: void
  open: void
  showInFolder: void
}
