import { z } from 'zod'
import { LANGUAGES } from './i18n/languages'
import { listSortSchema } from './list-query'

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export const DENSITIES = ['comfortable', 'compact'] as const
export const START_CHOICES = ['now', 'paused', 'later'] as const

/** A name of the window's own: of a column, a group, an action. */
const name = z.string().max(100)
const names = z.array(name).max(100).readonly()

/** How a person likes the window; every field has a default. */
export const uiSchema = z.strictObject({
  /** `system` goes by what the computer says. */
  language: z.enum(['system', ...LANGUAGES]),
  theme: z.enum(THEMES),
  density: z.enum(DENSITIES),
  /** What differs from the columns as they come: their order, widths in pixels, those not shown. */
  columns: z.strictObject({
    order: names,
    widths: z.record(name, z.number().positive().max(10_000)),
    hidden: names,
  }),
  sort: listSortSchema,
  sidebar: z.strictObject({ collapsed: names }),
  drawer: z.strictObject({ open: z.boolean(), height: z.number().positive().max(10_000) }),
  /** Keys by the action that they start, where a person chose others. */
  shortcuts: z.record(name, z.string().max(100)),
  /** 1 is the size as it comes. */
  zoom: z.number().min(0.5).max(3),
  /** What the dialog to add downloads begins with. */
  addDefaults: z.strictObject({
    start: z.enum(START_CHOICES),
    moreOptions: z.boolean(),
    recentFolders: z.array(z.string().max(4096)).max(20).readonly(),
  }),
  /** Whether the person has been asked what a first start asks. */
  firstRunDone: z.boolean(),
})

export type UiPreferences = z.infer<typeof uiSchema>

export const DEFAULT_UI: UiPreferences = {
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  columns: { order: [], widths: {}, hidden: ['connections', 'finished', 'host'] },
  sort: { column: 'added', descending: true },
  sidebar: { collapsed: [] },
  drawer: { open: false, height: 280 },
  shortcuts: {},
  zoom: 1,
  addDefaults: { start: 'now', moreOptions: false, recentFolders: [] },
  firstRunDone: false,
}
