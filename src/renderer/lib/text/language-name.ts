import { type Language, resolveLanguage } from '../../../shared/i18n/languages'
import { t } from '../i18n/i18n'

/** A language's own name for itself. */
export function languageName(language: Language): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
}

/** `As the system (English)`, for the languages that the system prefers, best first. */
export function systemLanguageName(systemLanguages: readonly string[]): string {
  const resolved = resolveLanguage('system', systemLanguages)
  return t('settings.asSystem', { language: languageName(resolved) })
}
