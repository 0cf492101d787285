import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf } from './rooms/imports-of'
import { trespasses } from './rooms/trespasses'

const PROJECT = join(import.meta.dirname, '..')

async function sourceFiles(): Promise<string[]> {
  const names = await readdir(join(PROJECT, 'src'), { recursive: true })
  return names
    .filter((name) => /\.[cm]?tsx?$/u.test(name))
    .map((name) => join('src', name).replaceAll('\\', '/'))
}

describe('the rooms', () => {
  it('keep to the doors that the house has', async () => {
    const paths = await sourceFiles()
    const found = await Promise.all(
      paths.map(async (path) => trespasses(path, await readFile(join(PROJECT, path), 'utf8'))),
    )
    expect(paths.length).toBeGreaterThan(100)
    expect(found.flat()).toEqual([])
  })
})

describe('the check of the rooms', () => {
  it.each([
    ['src/main/engine/planted.ts', "import got from 'got'"],
    ['src/main/engine/planted.ts', "import { readFile } from 'node:fs/promises'"],
    ['src/main/engine/planted.ts', "import { readFile } from 'fs'"],
    ['src/main/engine/planted.ts', "import type { SqliteStore } from '../io/store/sqlite-store'"],
    ['src/main/kernel/planted.ts', "export { DownloadError } from '../engine/download-error'"],
    ['src/main/kernel/planted.ts', "export type * from '../../shared/download'"],
    ['src/main/io/http/planted.ts', "const electron = await import('electron')"],
    ['src/main/io/http/planted.ts', "import { Engine } from '../../engine/engine'"],
    ['src/main/cli/planted.ts', "const { app } = require('electron')"],
    ['src/main/cli/planted.ts', "import '../shell/index'"],
    ['src/main/shell/planted.ts', "import { runEngine } from '../io/run-engine'"],
    ['src/main/shell/planted.ts', "import { Row } from '../../renderer/components/row'"],
    ['src/preload/planted.ts', "import { z } from 'zod'"],
    ['src/renderer/stores/planted.ts', "import { ipcRenderer } from 'electron/renderer'"],
    ['src/renderer/stores/planted.ts', "type E = import('../../main/engine/engine').Engine"],
    ['src/renderer/lib/text/planted.ts', "import { useApp } from '../../stores/app'"],
    ['src/shared/planted.ts', "import { describe } from '../../test/servers'"],
  ])('finds in %s: %s', (path, text) => {
    expect(trespasses(path, text)).toHaveLength(1)
  })

  it.each([
    ['src/main/engine/planted.ts', "import { isLink } from '../../shared/links'"],
    ['src/main/engine/planted.ts', "import type { Coroutine } from '../kernel'"],
    ['src/main/io/http/planted.ts', "import type { Source } from '../../engine/ports/http'"],
    ['src/main/io/run-engine.ts', "import { Engine } from '../engine/engine'"],
    ['src/main/cli/planted.ts', "import { version } from '../../../package.json'"],
    ['src/main/shell/planted.ts', "import icon from '../../../build/icons/48x48.png?asset'"],
    ['src/main/shell/compose.ts', "import { runEngine } from '../io/run-engine'"],
    ['src/renderer/planted.ts', "import { create } from 'zustand'"],
    ['src/renderer/stores/planted.ts', "import { t } from '../lib/i18n/i18n'"],
  ])('lets %s have: %s', (path, text) => {
    expect(trespasses(path, text)).toEqual([])
  })

  it('names the file, the import and the rule', () => {
    expect(trespasses('src/main/kernel/planted.ts', "import got from 'got'")).toEqual([
      'src/main/kernel/planted.ts imports got, but the kernel imports only itself: ' +
        'it knows coroutines and time, not downloads',
    ])
  })

  it('refuses a file outside of every room', () => {
    expect(trespasses('src/main/utils.ts', '')).toEqual([
      'src/main/utils.ts stands in no room: see the table in test/rooms/rooms.ts',
    ])
  })

  it('sees through an import whose target is computed', () => {
    expect(importsOf('planted.ts', 'await import(name)')).toEqual(['name'])
  })
})
