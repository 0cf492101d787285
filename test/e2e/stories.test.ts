import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const E2E = join(import.meta.dirname, '..', '..', 'e2e')

/** The story of the contract itself: it calls `window.rill` because that is its subject. */
const ABOUT_THE_CONTRACT = 'contract.spec.ts'

/** Ways around the window: the main process may be ahead of the window a story acts in. */
const BYPASSES = [
  { pattern: /\bwindow\.rill\b/u, remedy: 'wait for what the window shows' },
  { pattern: /\bipcMain\b|\bapp\.evaluate\b/u, remedy: 'use or extend rill.desktop' },
]

/** A pause that hopes instead of waiting for something. */
const SLEEP = { pattern: /\bwaitForTimeout\b|(?<!\.)\bsetTimeout\(/u, remedy: 'wait for an event' }

function findings(name: string, text: string): string[] {
  const rules = name === ABOUT_THE_CONTRACT ? [SLEEP] : [...BYPASSES, SLEEP]
  return text
    .split('\n')
    .flatMap((line, index) =>
      rules
        .filter(({ pattern }) => pattern.test(line))
        .map(({ remedy }) => `${name}:${index + 1}: ${line.trim()} (${remedy})`),
    )
}

describe('the end-to-end stories', () => {
  it('wait for the window, not for the main process', () => {
    const stories = readdirSync(E2E).filter((name) => name.endsWith('.spec.ts'))
    expect(stories.length).toBeGreaterThan(10)
    expect(
      stories.flatMap((name) => findings(name, readFileSync(join(E2E, name), 'utf8'))),
    ).toEqual([])
  })

  it.each([
    'await expect.poll(() => rill.page.evaluate(() => window.rill.snapshot()))',
    'const ids = await rill.app.evaluate(() => globalThis.rillIds)',
    'await rill.page.waitForTimeout(100)',
  ])('are checked for %s', (line) => {
    expect(findings('planted.spec.ts', line)).toHaveLength(1)
  })
})
