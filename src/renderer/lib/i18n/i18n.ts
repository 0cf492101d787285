/** The window's texts, in the language of the person. */
import type { TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { createI18n, speak } from '../../../shared/i18n/create-i18n'
import type { Language } from '../../../shared/i18n/languages'
import { loadLocale } from './load-locale'

const i18n = createI18n()
initReactI18next.init(i18n)

/** Texts without particulars, as they are in the language that is spoken: a row has a dozen of them. */
const plain = new Map<string, string>()
i18n.on('languageChanged', () => plain.clear())

function translate(key: string, options?: object): string {
  const look = i18n.t as (key: string, options?: object) => string
  if (options !== undefined) return look(key, options)
  const known = plain.get(key) ?? look(key)
  plain.set(key, known)
  return known
}

/** A text by its key. The window is drawn anew when the language changes, so any code may use it. */
export const t = translate as TFunction

/** The language that is spoken (BCP 47), for `Intl`. */
export function language(): string {
  return i18n.language
}

/** Speaks another language from now on. */
export function changeLanguage(to: Language): Promise<void> {
  return speak(i18n, to, loadLocale)
}
