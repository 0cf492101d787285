import type { Language } from '../../../shared/i18n/languages'

// English is part of the bundle.
const FILES = import.meta.glob<object>(
  ['../../../shared/i18n/locales/*.json', '!../../../shared/i18n/locales/en.json'],
  { import: 'default' },
)

/** Loads the texts of a language; null if there are none. */
export async function loadLocale(language: Language): Promise<object | null> {
  return (await FILES[`../../../shared/i18n/locales/${language}.json`]?.()) ?? null
}
