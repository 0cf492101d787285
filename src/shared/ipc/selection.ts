import { z } from 'zod'
import type { DownloadAction, DownloadId } from '../download'
import { listQuerySchema } from '../list-query'
import { QUEUE_STEPS } from '../queue-step'
import { id, ids } from './schemas'

const discardSchema = z.strictObject({
  /** Whether finished files go to the trash. */
  withFile: z.boolean(),
  /** Only those of which this makes sense; null takes all. */
  only: z.enum(['cancel', 'remove']).nullable(),
})

/** What is done with many downloads at once, and with rows of the list. */
export const SELECTION_ARGUMENTS = {
  /** Of these, how many can be told to do what. */
  possibleActions: z.tuple([ids]),
  /** Takes downloads off the list, for good after a while; with their finished files or without. */
  discard: z.tuple([ids, discardSchema]),
  /** Brings discarded ones back. */
  restore: z.tuple([ids]),
  /** What `restore` can bring back. */
  discarded: z.tuple([]),
  /** Puts downloads in front of another one in the queue; null is its end. */
  move: z.tuple([ids, id.nullable()]),
  moveBy: z.tuple([ids, z.enum(QUEUE_STEPS)]),
  /** Hands finished files to the system's drag and drop. */
  dragOut: z.tuple([ids]),
  copyLinks: z.tuple([ids]),
  copyAsCurl: z.tuple([ids]),
  /** The next row, after this one and round to it, whose name begins like that. */
  findName: z.tuple([listQuerySchema, z.string().max(200), z.int().nonnegative()]),
} as const

export interface SelectionResults {
  possibleActions: ActionCounts
  /** Those that it was done with. */
  discard: readonly DownloadId[]
  restore: void
  discarded: readonly { readonly id: DownloadId; readonly untilMs: number }[]
  move: void
  moveBy: void
  dragOut: void
  /** How many links there are. */
  copyLinks: number
  copyAsCurl: void
  /** Its place in the list; -1 if there is none. */
  findName: number
}

export type ActionCounts = Readonly<Record<DownloadAction, number>>

/** Downloads of about the same moment: how many, and one of their names. */
export interface AnnouncedDownloads {
  readonly count: number
  readonly name: string
}

export interface SelectionEvents {
  /** What is worth a word to those who cannot see the list. */
  announcement: {
    readonly started: AnnouncedDownloads | null
    readonly completed: AnnouncedDownloads | null
    readonly failed: AnnouncedDownloads | null
  }
}
