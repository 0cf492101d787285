import { z } from 'zod'

const speeds = z.array(z.int().min(0))

/** How fast a download has been, in bytes per second, oldest first; only while it ran. */
export const speedRecordSchema = z.strictObject({
  /** Of each of the last seconds. */
  recent: speeds,
  /** From its beginning on, the mean of `stepMs` each. */
  whole: speeds,
  stepMs: z.int().min(1),
})

export type SpeedRecord = z.infer<typeof speedRecordSchema>
