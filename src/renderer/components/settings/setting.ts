import type { ReactNode } from 'react'
import type en from '../../../shared/i18n/locales/en.json'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings'
import { DEFAULT_UI, type UiPreferences } from '../../../shared/ui-preferences'
import type { Patch } from '../../stores/update-settings'

/** In the order in which they are shown. */
export const SECTIONS = [
  'downloads',
  'network',
  'categories',
  'plan',
  'appearance',
  'notifications',
  'shortcuts',
  'languages',
  'advanced',
] as const

export type Section = (typeof SECTIONS)[number]

export type SettingId = keyof (typeof en)['settings']['items']

export interface ControlProps {
  /** Of the control, so that its label finds it. */
  readonly id: string
  /** Of the sentence that says what it does. */
  readonly describedBy: string
  /** Of its label, for what no label can point to. */
  readonly labelledBy: string
  readonly settings: Settings
  readonly change: (patch: Patch) => void
}

/** One thing that a person can set. */
export interface Setting {
  readonly id: SettingId
  readonly section: Section
  readonly Control: (props: ControlProps) => ReactNode
  /** Resets it to its default; null where that is not known or it is so already. */
  readonly reset: (settings: Settings) => Patch | null
  /** Whether its value is one to be warned of; then it has a text `warning`. */
  readonly isRisky?: (settings: Settings) => boolean
  /** Its control needs the whole width. */
  readonly isWide?: true
}

/** Brings back what every Rill begins with. */
export function resetOf(key: keyof typeof DEFAULT_SETTINGS): Setting['reset'] {
  return (settings) =>
    isSame(settings[key], DEFAULT_SETTINGS[key]) ? null : { [key]: DEFAULT_SETTINGS[key] }
}

/** The same for how the window is liked. */
export function resetOfUi(key: keyof UiPreferences): Setting['reset'] {
  return ({ ui }) => (isSame(ui[key], DEFAULT_UI[key]) ? null : { ui: { [key]: DEFAULT_UI[key] } })
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
