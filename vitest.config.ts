import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'

const BUILT = join(import.meta.dirname, 'node_modules', '.cache', 'module-path')

/** What electron-vite does with `?modulePath`: a thread cannot load TypeScript, so it gets a build. */
function modulePath(): Plugin {
  return {
    name: 'rill:module-path',
    enforce: 'pre',
    async load(id) {
      const [file = '', query] = id.split('?')
      if (query !== 'modulePath') return null
      const { output } = (await build({
        configFile: false,
        logLevel: 'warn',
        plugins: [modulePath()],
        ssr: { noExternal: true },
        build: { ssr: file, write: false, rolldownOptions: { output: { codeSplitting: false } } },
      })) as Rolldown.RolldownOutput
      return `export default ${JSON.stringify(write(basename(file, '.ts'), output[0].code))}`
    },
  }
}

/** Writes a module under a name of its own, in one go: other runs may be reading it. */
function write(name: string, code: string): string {
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 8)
  const path = join(BUILT, `${name}-${hash}.mjs`)
  mkdirSync(BUILT, { recursive: true })
  writeFileSync(`${path}.${process.pid}`, code)
  renameSync(`${path}.${process.pid}`, path)
  return path
}

const KERNEL = ['test/kernel/**/*.test.ts', 'test/kernel-vs-asyncio/**/*.test.ts']

export default defineConfig({
  plugins: [modulePath()],
  test: {
    environment: 'node',
    // A test waits for what happens, on a slow machine too: only one that hangs comes to these ends.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        // It touches nothing but itself, so its files may share a process.
        test: { name: 'kernel', include: KERNEL, pool: 'threads', isolate: false },
      },
      {
        extends: true,
        // The page in a simulated browser, with a fake main process.
        test: {
          name: 'components',
          include: ['test/renderer/**/*.test.tsx'],
          environment: 'happy-dom',
          setupFiles: ['test/renderer/fake-rill/setup.ts'],
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: { name: 'rill', include: ['test/**/*.test.ts'], exclude: KERNEL, pool: 'forks' },
      },
    ],
  },
})
