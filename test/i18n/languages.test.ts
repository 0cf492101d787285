import { describe, expect, it } from 'vitest'
import { createI18n, speak } from '../../src/shared/i18n/create-i18n'
import { formatBytes } from '../../src/shared/i18n/format-bytes'
import { directionOf, resolveLanguage } from '../../src/shared/i18n/languages'

describe('resolveLanguage', () => {
  it.each<[readonly string[], string]>([
    [['de-AT', 'en'], 'de'],
    [['nl', 'pt-BR'], 'pt'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-TW'], 'en'],
    [['C', 'ar'], 'ar'],
    [[], 'en'],
  ])('finds for %j: %s', (preferred, language) => {
    expect(resolveLanguage('system', preferred)).toBe(language)
  })

  it('takes what a person chose', () => {
    expect(resolveLanguage('ja', ['de'])).toBe('ja')
  })
})

it('writes Arabic from right to left', () => {
  expect([directionOf('ar'), directionOf('hi')]).toEqual(['rtl', 'ltr'])
})

it('speaks another language once its texts are loaded, and asks for them once', async () => {
  const i18n = createI18n()
  const asked: string[] = []
  const load = (language: string) => {
    asked.push(language)
    return Promise.resolve(language === 'ja' ? null : { states: { paused: 'Angehalten' } })
  }
  await speak(i18n, 'de', load)
  expect([i18n.t('states.paused'), i18n.t('states.queued')]).toEqual(['Angehalten', 'Queued'])
  await speak(i18n, 'ja', load)
  expect(i18n.language).toBe('en')
  await speak(i18n, 'de', load)
  expect(asked).toEqual(['de', 'ja'])
})

it('speaks what it was asked for last, whichever texts come first', async () => {
  const i18n = createI18n()
  const loads = new Map<string, (texts: object) => void>()
  const load = (language: string): Promise<object> =>
    new Promise((resolve) => loads.set(language, resolve))
  const both = [speak(i18n, 'de', load), speak(i18n, 'fr', load)]
  loads.get('fr')?.({ states: { paused: 'En pause' } })
  await both[1]
  loads.get('de')?.({ states: { paused: 'Angehalten' } })
  await both[0]
  expect([i18n.language, i18n.t('states.paused')]).toEqual(['fr', 'En pause'])
})

describe('formatBytes', () => {
  it('goes by the language', () => {
    expect(formatBytes(12_345_678, 'fr', true)).toMatch(/^12,3\sMo\/s$/u)
    expect(formatBytes(12, 'en', true)).toBe('12 B/s')
  })
})
