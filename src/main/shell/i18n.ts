/** The texts of menus, tray, notifications and answers, in the language of the person. */
import { app } from 'electron'
import type { TFunction } from 'i18next'
import { createI18n, speak } from '../../shared/i18n/create-i18n'
import { resolveLanguage } from '../../shared/i18n/languages'
import type { UiPreferences } from '../../shared/ui-preferences'
import { loadLocale } from './load-locale'

const i18n = createI18n()

/** A text by its key. */
export const t: TFunction = i18n.t

/** The language that is spoken (BCP 47), for `Intl`. */
export function language(): string {
  return i18n.language
}

/** Speaks what the setting says from now on; says whether that is another language. */
export async function setLanguage(setting: UiPreferences['language']): Promise<boolean> {
  const before = i18n.language
  await speak(i18n, resolveLanguage(setting, app.getPreferredSystemLanguages()), loadLocale)
  return i18n.language !== before
}
