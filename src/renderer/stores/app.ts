import { create } from 'zustand'
import type { Settings } from '../../shared/settings'

export interface AppState {
  /** Until `ready` nothing may be said about the list: it is not empty, it is unknown. */
  readonly phase: 'starting' | 'ready' | 'broken'
  /** Why it is broken. */
  readonly problem: string | null
  readonly settings: Settings | null
  readonly version: string
  /** As Node calls it: `linux`, `darwin`, `win32`. */
  readonly platform: string
  /** The languages that the person prefers, best first. */
  readonly systemLanguages: readonly string[]
  /** The system's accent colour; null where it has none. */
  readonly accent: string | null
}

export const useApp = create<AppState>(() => ({
  phase: 'starting',
  problem: null,
  settings: null,
  version: '',
  platform: 'linux',
  systemLanguages: [],
  accent: null,
}))
