import { describe, expect, it } from 'vitest'
import { errorSentences, errorsSaying } from '../../../src/renderer/search/errors-saying'
import { parseSearch } from '../../../src/renderer/search/parse-search'
import { createI18n, speak } from '../../../src/shared/i18n/create-i18n'
import type { Language } from '../../../src/shared/i18n/languages'
import de from '../../../src/shared/i18n/locales/de.json'
import { draft } from '../../contracts/store-home'
import { openSqlite } from '../../io/sqlite-home'
import { tempFolder } from '../../io/temp-folder'

/** A word of the sentence for `server-busy` that the other language does not have. */
const WORDS = { en: 'too busy', de: 'überlastet' } as const

async function sentencesIn(language: Language) {
  const i18n = createI18n()
  await speak(i18n, language, () => Promise.resolve(de))
  return errorSentences(i18n.t)
}

/** The ids that a search finds among one failed and one queued download. */
async function found(language: Language, text: string) {
  const store = openSqlite(tempFolder())
  store.downloads.insert([draft(), draft()])
  store.downloads.update(1, { state: 'failed', error: { code: 'server-busy', facts: {} } })
  const context = { nowMs: 0, categories: [], errorSentences: await sentencesIn(language) }
  const lists = store.lists({ get: () => undefined, liveValues: () => new Map() })
  return lists.list({ filter: parseSearch(text, context).filter }).ids
}

describe('a search of errors', () => {
  it.each([
    ['en', WORDS.en, [1]],
    ['en', WORDS.de, []],
    ['de', WORDS.de, [1]],
    ['de', WORDS.en, []],
  ] as const)('in %s finds "%s" in %j', async (language, word, ids) => {
    expect(await found(language, `"${word}"`)).toEqual(ids)
    expect(await found(language, `error:"${word}"`)).toEqual(ids)
  })

  it('ignores case and accents', async () => {
    const sentences = await sentencesIn('de')
    expect(errorsSaying('UBERLASTET', sentences).errorCodes).toEqual(['server-busy'])
  })

  it('names reasons too', async () => {
    expect(errorsSaying('requires a login', await sentencesIn('en')).errorReasons).toEqual([
      'asks-for-login',
    ])
  })

  it('names nothing for other words', async () => {
    expect(errorsSaying('no such words', await sentencesIn('en'))).toEqual({})
  })
})
