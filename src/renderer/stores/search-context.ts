import { language, t } from '../lib/i18n/i18n'
import { categoryLabel } from '../lib/text/category-label'
import { DAY_WORDS } from '../search/days'
import { type ErrorSentences, errorSentences } from '../search/errors-saying'
import type { SearchContext } from '../search/parse-search'
import { type LocalWords, STATUS_WORDS } from '../search/words'
import { useApp } from './app'

/** What a search is read by, here and now. */
export function searchContext(): SearchContext {
  const categories = useApp.getState().settings?.categories ?? []
  return {
    nowMs: Date.now(),
    categories,
    words: localWords(categories),
    errorSentences: spokenSentences(),
  }
}

let spoken: { readonly language: string; readonly sentences: ErrorSentences } | null = null

/** Translated once per language: a search asks for them at every letter. */
function spokenSentences(): ErrorSentences {
  if (spoken?.language !== language()) {
    spoken = { language: language(), sentences: errorSentences(t) }
  }
  return spoken.sentences
}

/** The words of the person's language that a search understands beside the English ones. */
export function localWords(categories: SearchContext['categories']): LocalWords {
  return {
    statuses: Object.fromEntries(STATUS_WORDS.map((word) => [word, t(`search.statuses.${word}`)])),
    days: Object.fromEntries(DAY_WORDS.map((word) => [word, t(`search.days.${word}`)])),
    categories: Object.fromEntries(
      categories.map((category) => [category.id, categoryLabel(category)]),
    ),
  }
}
