import { z } from 'zod'
import type { DownloadAction, DownloadId } from '../download'
import { listQuerySchema } from '../list-query'
import { QUEUE_STEPS } from '../queue-step'
import { id, ids } from './schemas'

const trashSchema = z.strictObject({
  /** Whether finished files go to the system's trash too. */
  withFile: z.boolean(),
  /** Only the downloads that allow this action; null takes all of them. */
  only: z.enum(['cancel', 'remove']).nullable(),
})

/** Commands for many downloads at once, and for rows of the list. */
export const SELECTION_ARGUMENTS = {
  /** How many of these downloads allow each action. */
  possibleActions: z.tuple([ids]),
  /** Takes downloads out of the list; after a while they are purged. */
  trash: z.tuple([ids, trashSchema]),
  /** Brings trashed downloads back. */
  restore: z.tuple([ids]),
  /** The downloads that `restore` can bring back. */
  trashed: z.tuple([]),
  /** Puts downloads in front of another one in the queue; null means its end. */
  move: z.tuple([ids, id.nullable()]),
  moveBy: z.tuple([ids, z.enum(QUEUE_STEPS)]),
  /** Starts a drag of the finished files out of the window. */
  dragOut: z.tuple([ids]),
  copyLinks: z.tuple([ids]),
  copyAsCurl: z.tuple([ids]),
  /** Finds the next row whose name starts with the text, from this row on and around. */
  findName: z.tuple([listQuerySchema, z.string().max(200), z.int().nonnegative()]),
} as const

export interface SelectionResults {
  possibleActions: ActionCounts
  /** Only the downloads that were trashed by this call. */
  trash: readonly TrashedDownload[]
  restore: void
  /** Oldest first. */
  trashed: readonly TrashedDownload[]
  move: void
  moveBy: void
  dragOut: void
  /** The number of links. */
  copyLinks: number
  copyAsCurl: void
  /** Index in the list; -1 if no row matches. */
  findName: number
}

/** A download that can be restored until `untilMs` (ms since the epoch), and is purged then. */
export interface TrashedDownload {
  readonly id: DownloadId
  readonly untilMs: number
}

export type ActionCounts = Readonly<Record<DownloadAction, number>>

/** Downloads of about the same moment: their number and one of their names. */
export interface AnnouncedDownloads {
  readonly count: number
  readonly name: string
}

export interface SelectionEvents {
  /** Read out by screen readers. */
  announcement: {
    readonly started: AnnouncedDownloads | null
    readonly completed: AnnouncedDownloads | null
    readonly failed: AnnouncedDownloads | null
  }
}
