import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COMMAND_ARGUMENTS } from '../../src/shared/ipc'

/** Where commands of the window may be called. */
const CALLERS = ['src/renderer', 'e2e', 'bench']

const source = CALLERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
).join('\n')

/** `window.rill.pause(…)`, `rill.pause(…)`, or the command taken from it by name. */
const isCalled = (command: string): boolean =>
  new RegExp(`\\brill\\??\\s*\\.${command}\\b`, 'u').test(source)

it.each(Object.keys(COMMAND_ARGUMENTS))('%s has a caller', (command) => {
  expect(isCalled(command)).toBe(true)
})

it('finds no caller of an unknown command', () => {
  expect(isCalled('frobnicate')).toBe(false)
})
