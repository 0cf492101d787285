/** The window's texts, in the language of the person. */
import type { TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { createI18n, speak } from '../../shared/i18n/create-i18n'
import type { Language } from '../../shared/i18n/languages'
import { loadLocale } from './load-locale'

const i18n = createI18n()
initReactI18next.init(i18n)

/** A text by its key. The window is drawn anew when the language changes, so any code may use it. */
export const t: TFunction = i18n.t

/** The language that is spoken (BCP 47), for `Intl`. */
export function language(): string {
  return i18n.language
}

/** Speaks another language from now on. */
export function changeLanguage(to: Language): Promise<void> {
  return speak(i18n, to, loadLocale)
}
