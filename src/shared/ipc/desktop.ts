import { z } from 'zod'
import type { Settings } from '../settings'

/** Commands for the computer and the app itself. */
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
  /** The chosen folder; null if the dialog was cancelled. */
  chooseFolder: string | null
  openFolder: void
  readClipboard: string
}

/** What the window needs for its first paint, besides its list. */
export interface Snapshot {
  readonly settings: Settings
  readonly version: string
  readonly platform: string
  /** The user's preferred languages, best first (BCP 47). */
  readonly systemLanguages: readonly string[]
  /** The system's accent colour as `#rrggbb`; null if it has none. */
  readonly accent: string | null
}

export interface DesktopEvents {
  /** A sentence to show for a moment. */
  notice: { readonly text: string }
  /** The system's new accent colour. */
  accent: string | null
}
