import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const FOLDERS = ['src', 'test', 'e2e', 'bench', 'docs', 'scripts']
const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md']
const TEXT = /\.(?:tsx?|mts|mjs|md)$|\/locales\/en\.json$/u

/** Wordings that sound translated, each with a native one. */
const BANNED: readonly (readonly [wording: RegExp, remedy: string])[] = [
  [/\bin vain\b/iu, '“wasted”, or say what failed'],
  [/\bwhoever\b/iu, 'name the person or the caller'],
  [/\bcalled like (?:this|that)\b/iu, '“named …”'],
  [/\bhow (?:it|they) came\b/iu, '“the default”, “as received”'],
  [/\bgo(?:es|ing)? on by itself\b/iu, '“continues automatically”'],
  [/\b(?:one|value|bytes|MB|name) an? (?:line|second|connection|file|host|turn)\b/iu, '“per”'],
  [/\ball the same\b/iu, '“anyway”'],
  [/\bpassed over\b/iu, '“ignored”, “skipped”'],
  [/\b(?:crew|hatch|slabs?)\b/iu, 'the term in docs/glossary.md'],
]

function files(): string[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name).replaceAll('\\', '/'),
    ),
  )
  const pages = readdirSync(ROOT).filter((name) => PAGES.includes(name))
  return [...inFolders, ...pages].filter(
    (file) => TEXT.test(file) && file !== 'test/words.test.ts' && file !== 'bench/results.md',
  )
}

/** `file:line: the wording, use …`, for each banned wording in the text. */
function findings(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, at) =>
    BANNED.flatMap(([wording, remedy]) => {
      const [found] = wording.exec(line) ?? []
      return found === undefined ? [] : [`${file}:${at + 1}: “${found}”: use ${remedy}`]
    }),
  )
}

describe('the wording', () => {
  it('has no phrase that sounds translated', () => {
    const all = files()
    expect(all.length).toBeGreaterThan(500)
    expect(all.flatMap((file) => findings(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual(
      [],
    )
  })

  it.each([
    ['Bytes received in vain.', 1],
    ['One a line.', 1],
    ['Whoever holds the lock.', 1],
    ['Bytes per second.', 0],
  ])('finds banned phrases: %s', (line, count) => {
    expect(findings('planted.ts', line)).toHaveLength(count)
  })
})
