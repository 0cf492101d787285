import { z } from 'zod'
import { downloadOptionsSchema } from '../download-options'
import { link } from '../ipc/schemas'

/** Absolute path of a folder. */
export const folderSchema = z.string().min(1).max(4096)

const nameSchema = z.string().min(1).max(1000)

const optionsSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(downloadOptionsSchema.shape).map(([name, schema]) => [
      name,
      z.exactOptional(schema),
    ]),
  ) as {
    [K in keyof typeof downloadOptionsSchema.shape]: z.ZodExactOptional<
      (typeof downloadOptionsSchema.shape)[K]
    >
  },
)

/** A link to add, with what differs from that which is said of all. */
const draftSchema = z.strictObject({
  url: link,
  wishedName: z.exactOptional(nameSchema),
  dir: z.exactOptional(folderSchema),
  options: z.exactOptional(optionsSchema),
})

/** When downloads begin: at once, when a person says so, or at a time (ms since 1970). */
const startSchema = z.union([
  z.literal(['now', 'paused']),
  z.strictObject({ atMs: z.int().positive() }),
])

/** Links to add, and what is said of all of them. */
export const addDraftsSchema = z.strictObject({
  drafts: z.array(draftSchema).min(1).max(100_000),
  dir: folderSchema,
  options: optionsSchema,
  /** In front of all others in the queue, or after them. */
  place: z.enum(['first', 'last']),
  start: startSchema,
})

export type LinkDraft = z.infer<typeof draftSchema>
export type AddDrafts = z.infer<typeof addDraftsSchema>
export type StartWhen = z.infer<typeof startSchema>

/** A request for the facts of a link before it is added. */
export const preflightRequestSchema = z.strictObject({
  url: link,
  /** The target folder, which is searched for duplicates too. */
  dir: folderSchema,
  wishedName: nameSchema.nullable(),
  options: optionsSchema,
})

export type PreflightRequest = z.infer<typeof preflightRequestSchema>
