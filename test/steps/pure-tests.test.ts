import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPureTests } from '../../scripts/steps/pure-tests.mjs'
import { tempFolder } from '../io/temp-folder'

/** Writes files by their paths, and returns the tests among them that are found to be pure. */
function pureAmong(files: Readonly<Record<string, string>>): string[] {
  const project = tempFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true })
    writeFileSync(join(project, name), text)
  }
  return findPureTests(project, 'test')
}

describe('a pure test', () => {
  it('imports nothing that reaches outside', () => {
    const found = pureAmong({
      'src/a.ts': "import { join } from 'node:path'\n",
      'test/a.test.ts': "import { expect } from 'vitest'\nimport { a } from '../src/a'\n",
      'test/b.test.ts': "import { readFileSync } from 'node:fs'\n",
    })
    expect(found).toEqual(['test/a.test.ts'])
  })

  it.each([
    ['a module it imports', "export { b } from './b'\n"],
    ['an import on several lines', "import {\n  a,\n  b,\n} from './b'\n"],
    ['an import without names', "import './b'\n"],
    ['a dynamic import', "const b = await import('./b')\n"],
  ])('is spoiled by %s', (_how, text) => {
    const files = { 'src/b.ts': "import 'node:net'\n", 'src/a.ts': text }
    expect(pureAmong({ ...files, 'test/a.test.ts': "import { a } from '../src/a'\n" })).toEqual([])
  })

  it('may import types of anything', () => {
    const files = { 'src/a.ts': "import type { Server } from 'node:http'\n" }
    expect(pureAmong({ ...files, 'test/a.test.ts': "import { a } from '../src/a'\n" })).toEqual([
      'test/a.test.ts',
    ])
  })

  it('may use the simulated world', () => {
    const files = {
      'src/main/io/files.ts': "import 'node:fs'\n",
      'test/sim/disk.ts': "import { toError } from '../../src/main/io/files'\n",
    }
    expect(
      pureAmong({ ...files, 'test/a.test.ts': "import { disk } from './sim/disk'\n" }),
    ).toEqual(['test/a.test.ts'])
  })
})
