import { createInstance, type i18n } from 'i18next'
import type { Language } from './languages'
import en from './locales/en.json'

/** Loads the texts of a language; null if there are none. */
export type LoadLocale = (language: Language) => Promise<object | null>

/** The texts of Rill: English at once, other languages when they are asked for. */
export function createI18n(): i18n {
  const instance = createInstance()
  void instance.init({
    lng: 'en',
    fallbackLng: 'en',
    // All that is needed is there, so it is ready when this returns.
    initAsync: false,
    resources: { en: { translation: en } },
    // React escapes for itself, and everywhere else there is no HTML.
    interpolation: { escapeValue: false },
  })
  return instance
}

/** What each was asked for last. */
const wanted = new WeakMap<i18n, Language>()

/**
 * Speaks another language from now on; English where that has no texts. Asked for one more before
 * the texts are there, it speaks that.
 */
export async function speak(i18n: i18n, language: Language, load: LoadLocale): Promise<void> {
  wanted.set(i18n, language)
  const hasTexts = await addTexts(i18n, language, load)
  if (wanted.get(i18n) === language) await i18n.changeLanguage(hasTexts ? language : 'en')
}

async function addTexts(i18n: i18n, language: Language, load: LoadLocale): Promise<boolean> {
  if (i18n.hasResourceBundle(language, 'translation')) return true
  const texts = await load(language)
  if (texts !== null) i18n.addResourceBundle(language, 'translation', texts)
  return texts !== null
}
