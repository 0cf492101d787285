import type en from '../../shared/i18n/locales/en.json'

export type ActionId = keyof (typeof en)['palette']['actions']

/** Something that a person can have done by its name, by keys, or by a menu. */
export interface Action {
  readonly id: ActionId
  /** As they come, written like `$mod+Shift+p`; empty for none. */
  readonly keys: string
  readonly run: () => void
  /** Whether it makes sense now; left out, it always does. */
  readonly isEnabled?: () => boolean
  /** Works while a dialog is open too. */
  readonly isEverywhere?: true
}
