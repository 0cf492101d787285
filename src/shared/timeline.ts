import { z } from 'zod'

/** What may happen to a download, in the order in which it mostly does. */
export const TIMELINE_KINDS = [
  'added',
  'started',
  'redirected',
  'planned',
  'split',
  'retrying',
  'refused',
  'stalled',
  'limited',
  'changed',
  'renamed',
  'moved',
  'paused',
  'held',
  'released',
  'unsaved',
  'resumed',
  'waiting',
  'restarted',
  'mirror',
  'needs-link',
  'new-link',
  'verifying',
  'damaged',
  'repaired',
  'failed',
  'completed',
  'trashed',
  'restored',
] as const

/**
 * One thing that happened to a download, and why. `facts` are those of errors and then some, all
 * without secrets: links without their query and login, sizes in bytes, durations in ms. Rill adds
 * three of its own: `times` and `untilMs` (since 1970) where one entry stands for several, and
 * `leftOut`, how many entries before this one were dropped to keep the list short.
 */
export const timelineEntrySchema = z.strictObject({
  /** Milliseconds since 1970. */
  atMs: z.int(),
  kind: z.enum(TIMELINE_KINDS),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})

export type TimelineEntry = z.infer<typeof timelineEntrySchema>
export type TimelineKind = TimelineEntry['kind']
export type TimelineFacts = TimelineEntry['facts']
