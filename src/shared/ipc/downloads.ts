import { z } from 'zod'
import { id, ids, link } from './schemas'

/** What is done with downloads that are there. */
export const DOWNLOAD_ARGUMENTS = {
  pause: z.tuple([ids]),
  resume: z.tuple([ids]),
  cancel: z.tuple([ids]),
  retry: z.tuple([ids]),
  remove: z.tuple([ids]),
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
  cancel: void
  retry: void
  remove: void
  changeLink: void
  verify: void
  pauseAll: void
  resumeAll: void
  open: void
  showInFolder: void
}
