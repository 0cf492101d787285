import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '..', 'src')

interface Room {
  /** Other rooms whose files it may import; some only file by file. */
  readonly rooms: readonly string[]
  /** Which packages and builtins it may import. */
  readonly packages: (name: string) => boolean
}

const isNode = (name: string): boolean => name.startsWith('node:')
const isElectron = (name: string): boolean => name === 'electron' || name.startsWith('electron/')

/** Who may import whom: the table of docs/architecture.md. */
const ROOMS: Record<string, Room> = {
  shared: { rooms: [], packages: (name) => name === 'zod' },
  'main/kernel': { rooms: [], packages: () => false },
  'main/engine': { rooms: ['main/kernel', 'shared'], packages: () => false },
  'main/io': {
    rooms: ['main/engine', 'main/kernel', 'shared'],
    packages: (name) => !isElectron(name),
  },
  'main/shell': {
    rooms: ['main/kernel', 'main/engine', 'main/io', 'shared'],
    packages: () => true,
  },
  'main/cli': {
    rooms: ['main/engine', 'main/io', 'shared'],
    packages: (name) => !isElectron(name),
  },
  preload: { rooms: ['shared'], packages: isElectron },
  renderer: { rooms: ['shared'], packages: (name) => !isElectron(name) && !isNode(name) },
}

/** Of the engine, an adapter knows the ports and the errors; only run-engine.ts knows the Engine. */
const ENGINE_FOR_IO = ['main/engine/ports', 'main/engine/download-error']
const JOINS_ENGINE_AND_IO = 'main/io/run-engine.ts'

function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS).find((room) => `${file}/`.startsWith(`${room}/`))
}

/** Everything that a file imports, in whatever way. */
function importsOf(source: string, file: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) found.push(specifier.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
}

/** The imports of one file, by its path inside src, that the table does not allow. */
function violations(file: string, source: string): string[] {
  const name = roomOf(file)
  const room = name === undefined ? undefined : ROOMS[name]
  if (name === undefined || room === undefined) return [`${file} is in no room`]
  return importsOf(source, file).flatMap((specifier) => {
    if (!specifier.startsWith('.')) {
      const allowed = isNode(specifier)
        ? name.startsWith('main/') && room.packages(specifier)
        : room.packages(specifier)
      return allowed ? [] : [`${file} imports ${specifier}: ${name} may not`]
    }
    const target = normalize(join(dirname(file), specifier)).replaceAll(sep, '/')
    if (!target.includes('/') || target.startsWith('..')) {
      return target === '../package.json' ? [] : [`${file} imports ${specifier}: outside of src`]
    }
    const targetRoom = roomOf(target)
    if (targetRoom === name) return []
    if (targetRoom === undefined || !room.rooms.includes(targetRoom)) {
      return [`${file} imports ${specifier}: ${name} may not import ${targetRoom ?? 'that'}`]
    }
    const isTooMuch =
      name === 'main/io' &&
      targetRoom === 'main/engine' &&
      file !== JOINS_ENGINE_AND_IO &&
      !ENGINE_FOR_IO.includes(target)
    return isTooMuch ? [`${file} imports ${specifier}: an adapter knows ports and errors only`] : []
  })
}

describe('rooms', () => {
  const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map((entry) => relative(SRC, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))

  test('every file imports only what its room may', () => {
    expect(files.length).toBeGreaterThan(100)
    const found = files.flatMap((file) => violations(file, readFileSync(join(SRC, file), 'utf8')))
    expect(found).toEqual([])
  })

  test.each([
    ['main/engine/a.ts', "import got from 'got'"],
    ['main/engine/a.ts', "import type { Stats } from 'node:fs'"],
    ['main/engine/a.ts', "import { x } from '../io/files/node-files'"],
    ['main/engine/a.ts', "export { x } from '../shell/tray'"],
    ['main/engine/a.ts', "type X = import('electron').App"],
    ['main/kernel/a.ts', "import { x } from '../engine/engine'"],
    ['main/kernel/a.ts', "await import('node:fs')"],
    ['main/io/a.ts', "import { app } from 'electron'"],
    ['main/io/http/a.ts', "import { Engine } from '../../engine/engine'"],
    ['main/cli/a.ts', "import { x } from '../shell/tray'"],
    ['renderer/components/a.tsx', "import fs from 'node:fs'"],
    ['renderer/components/a.tsx', "import { x } from '../../main/engine/engine'"],
    ['preload/index.ts', "import { z } from 'zod'"],
    ['shared/a.ts', "import { x } from '../main/engine/engine'"],
    ['elsewhere/a.ts', "import { x } from './b'"],
  ])('the check sees %s: %s', (file, source) => {
    expect(violations(file, source)).toHaveLength(1)
  })

  test.each([
    ['main/engine/a.ts', "import { sleep } from '../kernel'"],
    ['main/io/http/a.ts', "import { DownloadError } from '../../engine/download-error'"],
    ['main/io/run-engine.ts', "import { Engine } from '../engine/engine'"],
    ['renderer/components/a.tsx', "import { allows } from '../../shared/download'"],
    ['main/cli/a.ts', "import { version } from '../../../package.json'"],
  ])('the check lets %s: %s', (file, source) => {
    expect(violations(file, source)).toEqual([])
  })
})
