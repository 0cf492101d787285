import { z } from 'zod'
import type { DetailsReport, DownloadsSummary } from '../details'
import type { DownloadId } from '../download'
import { downloadChangeSchema } from '../download-change'
import type { TimelineEntry } from '../timeline'
import { id, ids } from './schemas'

/** What is shown of one download beyond its row, and changed there. */
export const DETAILS_ARGUMENTS = {
  /** From now on the page is told what changes of this download, and of no other. */
  watchDetails: z.tuple([id.nullable()]),
  timeline: z.tuple([id]),
  saveTimeline: z.tuple([id]),
  changeDownload: z.tuple([id, downloadChangeSchema]),
  summarise: z.tuple([ids]),
  openLink: z.tuple([id]),
  copyText: z.tuple([z.string().max(10_000_000)]),
} as const

export interface DetailsResults {
  /** null for a download that is not there. */
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
  /** Of the watched download; no report when it is gone. */
  details: { readonly id: DownloadId; readonly report: DetailsReport | null }
}
