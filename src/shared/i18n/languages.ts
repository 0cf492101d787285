/** The languages that the window can speak (BCP 47); each gets a file in `locales`. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ru', 'zh-Hans', 'ja', 'ar', 'hi'] as const

export type Language = (typeof LANGUAGES)[number]

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar'])

/** The language for a setting: `system` takes the first of the preferred ones that there is. */
export function resolveLanguage(
  setting: Language | 'system',
  preferred: readonly string[],
): Language {
  if (setting !== 'system') return setting
  for (const wanted of preferred) {
    const found = LANGUAGES.find((language) => isSpokenBy(language, wanted))
    if (found !== undefined) return found
  }
  return 'en'
}

/** Which way it is written, as HTML's `dir` has it. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'
}

/** Whether who asks for `wanted` reads `language`: `de-AT` reads `de`, `zh-CN` reads `zh-Hans`. */
function isSpokenBy(language: Language, wanted: string): boolean {
  try {
    const [own, asked] = [new Intl.Locale(language).maximize(), new Intl.Locale(wanted).maximize()]
    return own.language === asked.language && own.script === asked.script
  } catch {
    // Not a language tag: some systems say `C`.
    return false
  }
}
