import type { TFunction } from 'i18next'
import { createI18n } from './create-i18n'

/** The texts in English, for what speaks nothing else. */
export const english: TFunction = createI18n().t
