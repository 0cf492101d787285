import { z } from 'zod'
import type { Settings } from '../settings'

/** What the window needs of the computer and of the app itself. */
export const DESKTOP_ARGUMENTS = {
  snapshot: z.tuple([]),
  networkBack: z.tuple([]),
  chooseFolder: z.tuple([z.string().max(4096)]),
  openFolder: z.tuple([z.string().max(4096)]),
  readClipboard: z.tuple([]),
} as const

export interface DesktopResults {
  snapshot: Snapshot
  networkBack: void
  /** The chosen folder; null when the person changed their mind. */
  chooseFolder: string | null
  openFolder: void
  readClipboard: string
}

/** What the window needs to draw itself the first time, beside its list. */
export interface Snapshot {
  readonly settings: Settings
  readonly version: string
  readonly platform: string
  /** The languages that the person prefers, best first (BCP 47). */
  readonly systemLanguages: readonly string[]
  /** The system's accent colour as `#rrggbb`; null where it has none. */
  readonly accent: string | null
}

export interface DesktopEvents {
  /** A sentence worth a moment of attention. */
  notice: { readonly text: string }
  /** The system has another accent colour. */
  accent: string | null
}
