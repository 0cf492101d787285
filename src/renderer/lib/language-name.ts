import { type Language, resolveLanguage } from '../../shared/i18n/languages'
import { useApp } from '../stores/app'
import { t } from './i18n'

/** What speakers of a language call it. */
export function languageName(language: Language): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
}

/** `As the system (English)`. */
export function systemLanguageName(): string {
  const spoken = resolveLanguage('system', useApp.getState().systemLanguages)
  return t('settings.asSystem', { language: languageName(spoken) })
}
