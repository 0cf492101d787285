import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '..', '..', 'src')
const LOCALES = join(SRC, 'shared', 'i18n', 'locales')

const CONTEXTS = ['host', 'path']
const PLURALS = ['zero', 'one', 'two', 'few', 'many', 'other']

/** Texts by their key: `filters.all`. */
function textsIn(file: string): Map<string, string> {
  const texts = new Map<string, string>()
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') texts.set(path.join('.'), value)
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, [...path, key])
  }
  walk(JSON.parse(readFileSync(join(LOCALES, file), 'utf8')), [])
  return texts
}

function suffixOf(key: string, suffixes: readonly string[]): string | null {
  return suffixes.find((suffix) => key.endsWith(`_${suffix}`)) ?? null
}

function withoutSuffix(key: string): string {
  const suffix = suffixOf(key, [...CONTEXTS, ...PLURALS])
  return suffix === null ? key : key.slice(0, -suffix.length - 1)
}

/** All string literals of the source; `${…}` in them stands for any one part of a key. */
function literals(): RegExp[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  const found = files
    .filter((file) => /\.tsx?$/u.test(file))
    .flatMap((file) => [
      ...readFileSync(join(SRC, file), 'utf8').matchAll(
        /'([\w-]+(?:\.[\w-]+)+)'|"([\w-]+(?:\.[\w-]+)+)"|`((?:[\w.-]|\$\{[^}]+\})+)`/gu,
      ),
    ])
    .map(([, single, double, template]) => single ?? double ?? template ?? '')
  return [...new Set(found)].map((literal) => {
    const parts = literal.split(/\$\{[^}]+\}/u).map((part) => part.replaceAll('.', '\\.'))
    return new RegExp(`^${parts.join('[^.]+')}$`, 'u')
  })
}

/** What `t` is asked for in so many words. */
function askedFor(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.tsx?$/u.test(file))
    .flatMap((file) => [
      ...readFileSync(join(SRC, file), 'utf8').matchAll(
        /(?:\bt\(\s*|\bi18nKey=)['"]([\w-]+(?:\.[\w-]+)+)['"]/gu,
      ),
    ])
    .map(([, key]) => key ?? '')
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}|<(\w+) ?\/?>/gu)]
    .map(([, name, tag]) => name ?? `<${tag}>`)
    .sort()

const english = textsIn('en.json')
const keys = new Set([...english.keys()].map(withoutSuffix))

describe('the English texts', () => {
  it('are there for every key that is asked for', () => {
    expect(askedFor().length).toBeGreaterThan(50)
    expect(askedFor().filter((key) => !keys.has(key))).toEqual([])
  })

  it('are all used', () => {
    const used = literals()
    expect([...keys].filter((key) => !used.some((literal) => literal.test(key)))).toEqual([])
  })
})

const others = readdirSync(LOCALES).filter((file) => file !== 'en.json')

describe.runIf(others.length > 0).each(others)('the texts in %s', (file) => {
  const language = file.replace(/\.json$/u, '')
  const texts = textsIn(file)

  it('are as many as the English ones, with the plurals of the language', () => {
    const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const wanted = [...english.keys()].flatMap((key) => {
      const plural = suffixOf(key, PLURALS)
      if (plural === null) return [key]
      return plurals.map((one) => `${withoutSuffix(key)}_${one}`)
    })
    expect([...texts.keys()].sort()).toEqual([...new Set(wanted)].sort())
  })

  it('have the same placeholders', () => {
    const differing = [...texts].filter(([key, text]) => {
      const plural = suffixOf(key, PLURALS)
      const own = english.get(key) ?? english.get(`${withoutSuffix(key)}_other`) ?? ''
      // `one` may say it in a word; so may others that stand for a single number.
      if (plural !== null && plural !== 'other') {
        return placeholders(text).some((name) => !placeholders(own).includes(name))
      }
      return placeholders(text).join() !== placeholders(own).join()
    })
    expect(differing).toEqual([])
  })
})
