import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { defineConfig } from 'vitest/config'
import { findPureTests } from './scripts/steps/pure-tests.mjs'

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

const COMPONENTS = ['test/renderer/**/*.test.tsx']
const KERNEL = ['test/kernel/**/*.test.ts', 'test/kernel-vs-asyncio/**/*.test.ts']
/** Whole programs, real servers, crashes, and hundreds of simulated stories. */
const SLOW = [
  'test/cli/{continues,get,options,terminal,verify}.test.ts',
  'test/crash/**/*.test.ts',
  'test/real-servers/**/*.test.ts',
  'test/sim/{found,stories,two-deaths}.test.ts',
  'test/start/**/*.test.ts',
]
/** Measures for minutes, so only `npm run test:bench` asks for it. */
const BENCH = ['test/bench.test.ts', 'test/bench-kernel.test.ts']

const PURE = findPureTests(import.meta.dirname, 'test')

/** Files that may share a process: the modules they import are loaded once per worker. */
const SHARED = { pool: 'threads', isolate: false } as const

export default defineConfig({
  plugins: [modulePath()],
  test: {
    environment: 'node',
    // A test waits for an event, on a slow machine too: only a test that hangs reaches these limits.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // Vitest would leave one core to itself: on two cores that is half of the machine.
    maxWorkers: availableParallelism(),
    projects: [
      { extends: true, test: { name: 'kernel', include: KERNEL, ...SHARED } },
      {
        extends: true,
        test: { name: 'pure', include: PURE, exclude: [...KERNEL, ...SLOW, ...BENCH], ...SHARED },
      },
      {
        extends: true,
        // The page in a simulated browser, with a fake main process.
        test: {
          name: 'components',
          include: COMPONENTS,
          environment: 'happy-dom',
          setupFiles: ['test/renderer/fake-rill/setup.ts'],
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['test/**/*.test.ts'],
          exclude: [...KERNEL, ...PURE, ...SLOW, ...BENCH],
          pool: 'forks',
        },
      },
      { extends: true, test: { name: 'slow', include: SLOW, pool: 'forks' } },
      ...(process.env.RILL_BENCH === undefined
        ? []
        : [
            {
              extends: true as const,
              test: { name: 'bench', include: BENCH, pool: 'forks' as const },
            },
          ]),
    ],
  },
})
