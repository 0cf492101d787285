import { Linter } from 'eslint'
import ts from 'typescript'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { floatingCoroutine } from '../../scripts/lint/floating-coroutine.mjs'

const FILE = 'planted.ts'
const KERNEL = `
type Coroutine<T> = Generator<object | undefined, T, unknown>
declare function sleep(delayMs: number): Coroutine<void>
declare function callSoon(callback: () => void): void
declare function timeout<T>(delayMs: number, body: () => Coroutine<T>): Coroutine<T>
declare function createTask(coroutine: Coroutine<unknown>): { cancel(): void }
`
const library = ts.createCompilerHost({})

/** The lines, counted from 1, in which the rule finds a coroutine that never runs. */
function findings(code: string): number[] {
  const text = `${code}\n${KERNEL}`
  const source = ts.createSourceFile(FILE, text, ts.ScriptTarget.ES2022, true)
  const program = ts.createProgram(
    [FILE],
    { target: ts.ScriptTarget.ES2022, strict: true, types: [] },
    {
      ...library,
      fileExists: (path) => path === FILE || library.fileExists(path),
      getSourceFile: (path, options) =>
        path === FILE ? source : library.getSourceFile(path, options),
    },
  )
  const messages = new Linter().verify(
    text,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser, parserOptions: { programs: [program] } },
        plugins: { rill: { rules: { 'floating-coroutine': floatingCoroutine } } },
        rules: { 'rill/floating-coroutine': 'error' },
      },
    ],
    FILE,
  )
  return messages.map((message) => message.line)
}

describe('the lint rule for floating coroutines', () => {
  it('finds those that stand as a statement, and those thrown away in a callback', () => {
    expect(
      findings(
        [
          'function* main(): Coroutine<void> {',
          '  sleep(1)',
          '  void sleep(2)',
          '  callSoon(() => sleep(3))',
          '}',
        ].join('\n'),
      ),
    ).toEqual([2, 3, 4])
  })

  it('passes those that are waited for, kept or handed on', () => {
    expect(
      findings(
        [
          'function* main(): Coroutine<void> {',
          '  yield* sleep(1)',
          '  let later: Coroutine<void>',
          '  later = sleep(2)',
          '  createTask(later)',
          '  createTask(sleep(3)).cancel()',
          '  callSoon(() => createTask(sleep(4)))',
          '  yield* timeout(5, () => sleep(6))',
          '}',
        ].join('\n'),
      ),
    ).toEqual([])
  })
})
