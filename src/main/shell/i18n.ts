/** The texts of menus, tray, notifications and command replies, in the chosen language. */
import { app } from 'electron'
import type { TFunction } from 'i18next'
import { createI18n, speak } from '../../shared/i18n/create-i18n'
import { resolveLanguage } from '../../shared/i18n/languages'
import type { UiPreferences } from '../../shared/ui-preferences'
import { loadLocale } from './load-locale'

const i18n = createI18n()

/** Returns the text of a key. */
export const t: TFunction = i18n.t

/** The present language (BCP 47), for `Intl`. */
export function language(): string {
  return i18n.language
}

/** Applies the language setting; returns whether the language changed. */
export async function setLanguage(setting: UiPreferences['language']): Promise<boolean> {
  const before = i18n.language
  await speak(i18n, resolveLanguage(setting, app.getPreferredSystemLanguages()), loadLocale)
  return i18n.language !== before
}
