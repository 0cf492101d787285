import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { COMMAND_ARGUMENTS } from './src/shared/ipc'

// The oldest Electron that Rill runs on is 33: Node 20.18, Chrome 130.
const OLDEST_NODE = 'node20.18'
const OLDEST_CHROME = 'chrome130'

const input = (...path: string[]): string => join(import.meta.dirname, 'src', ...path)

/** The programs of `out/main`, which `start.js` runs by the names of their chunks. */
const PROGRAMS = { index: '', cli: '#!/usr/bin/env node\n' }

/** Has each program started by a file of its own name, whose code is kept compiled. */
function startedPrograms(): Plugin {
  return {
    name: 'rill:started-programs',
    generateBundle(_options, bundle) {
      // The module of a thread is built by itself.
      if (bundle['start.js'] === undefined) return
      for (const [name, firstLine] of Object.entries(PROGRAMS)) {
        const chunk = Object.values(bundle).find(
          (one) => one.type === 'chunk' && one.isEntry && one.name === name,
        )
        if (chunk === undefined) this.error(`there is no program ${name}`)
        const start = `require('./start.js').runProgram(require.resolve('./${chunk.fileName}'))\n`
        this.emitFile({ type: 'asset', fileName: `${name}.js`, source: firstLine + start })
      }
      this.emitFile({ type: 'asset', fileName: 'package.json', source: '{ "type": "commonjs" }\n' })
    },
    async writeBundle({ dir }) {
      if (dir) await chmod(join(dir, 'cli.js'), 0o755)
    },
  }
}

/** Has the JavaScript of better-sqlite3 stand in the bundle, and its binding in the package. */
function bundledSqlite(): Plugin {
  const folder =
    "path.dirname(require('node:module').createRequire(__filename).resolve('better-sqlite3'))"
  return {
    name: 'rill:bundled-sqlite',
    transform: {
      filter: { id: /better-sqlite3.lib.binding\.js$/u },
      handler: (code) => code.replaceAll('__dirname', folder),
    },
  }
}

interface Delay {
  readonly id: RegExp
  readonly of: RegExp
  readonly by: string
}

/** What libraries make as soon as they are loaded, and Rill never or hardly ever needs. */
const DELAYS: readonly Delay[] = [
  {
    // got looks at its options with it; these are for its complaints, and cost more than all of got.
    id: /@sindresorhus.is.distribution.index\.js$/u,
    of: /^const (\w+) = (new Intl\.ListFormat\(.+\));$/gmu,
    by: 'const $1 = { format: (list) => $2.format(list) };',
  },
  {
    // For commands that are programs of their own.
    id: /commander.lib.command\.js$/u,
    of: /^const childProcess = (require\('node:child_process'\));$/gmu,
    by: 'const childProcess = { spawn: (...args) => $1.spawn(...args) };',
  },
]

/** Has libraries make these things when they are used. */
function delayed(): Plugin {
  return {
    name: 'rill:delayed',
    transform: {
      filter: { id: DELAYS.map(({ id }) => id) },
      handler(code, path) {
        const delay = DELAYS.find(({ id }) => id.test(path))
        if (delay === undefined) return null
        const delayedCode = code.replaceAll(delay.of, delay.by)
        if (delayedCode === code) this.error(`there is nothing to delay in ${path} any more`)
        return delayedCode
      },
    },
  }
}

export default defineConfig({
  main: {
    plugins: [startedPrograms(), bundledSqlite(), delayed()],
    build: {
      target: OLDEST_NODE,
      // Everything is bundled but what is native: only that must stand in node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          start: input('main', 'start', 'program.ts'),
          index: input('main', 'shell', 'index.ts'),
          cli: input('main', 'cli', 'index.ts'),
        },
        external: ['@napi-rs/xattr'],
        output: {
          format: 'cjs',
          entryFileNames: ({ name }) => (name === 'start' ? 'start.js' : '[name]-[hash].js'),
          // In one folder: whichever chunk a module lands in, page and preload are found from there.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    define: { COMMAND_NAMES: JSON.stringify(Object.keys(COMMAND_ARGUMENTS)) },
    build: {
      target: OLDEST_NODE,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: input('preload', 'index.ts') },
        // A sandboxed preload is one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: input('renderer'),
    plugins: [react(), tailwindcss()],
    build: {
      target: OLDEST_CHROME,
      minify: true,
      rolldownOptions: { input: input('renderer', 'index.html') },
      // Read from the disk, not from a network: one file is as good as several.
      chunkSizeWarningLimit: 2000,
    },
  },
})
