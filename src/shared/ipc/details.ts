import { z } from 'zod'
import type { DetailsReport, DownloadsSummary } from '../details'
import type { DownloadId } from '../download'
import { downloadChangeSchema } from '../download-change'
import type { TimelineEntry } from '../timeline'
import { id, ids } from './schemas'

/** Commands for the details of a download. */
export const DETAILS_ARGUMENTS = {
  /** Sends changes of this download, and of no other, from now on. */
  watchDetails: z.tuple([id.nullable()]),
  timeline: z.tuple([id]),
  saveTimeline: z.tuple([id]),
  changeDownload: z.tuple([id, downloadChangeSchema]),
  summarise: z.tuple([ids]),
  openLink: z.tuple([id]),
  copyText: z.tuple([z.string().max(10_000_000)]),
} as const

export interface DetailsResults {
  /** null if the download does not exist. */
  watchDetails: DetailsReport | null
  /** Oldest first. */
  timeline: readonly TimelineEntry[]
  saveTimeline: void
  changeDownload: void
  summarise: DownloadsSummary
  openLink: void
  copyText: void
}

export interface DetailsEvents {
  /** Of the watched download; the report is null once the download is gone. */
  details: { readonly id: DownloadId; readonly report: DetailsReport | null }
}
