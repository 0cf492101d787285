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

/** Makes the command line a program that a shell can start by its path. */
function runnableCli(): Plugin {
  return {
    name: 'rill:runnable-cli',
    generateBundle(_options, bundle) {
      const cli = bundle['cli.js']
      // The module of a thread is built by itself.
      if (cli === undefined) return
      if (cli.type !== 'chunk') this.error('cli.js is no program')
      if (!cli.code.startsWith('#!')) cli.code = `#!/usr/bin/env node\n${cli.code}`
    },
    async writeBundle({ dir }) {
      if (dir) await chmod(join(dir, 'cli.js'), 0o755)
    },
  }
}

export default defineConfig({
  main: {
    plugins: [runnableCli()],
    build: {
      target: OLDEST_NODE,
      // Everything is bundled but the native modules: only these must stand in node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: input('main', 'shell', 'index.ts'), cli: input('main', 'cli', 'index.ts') },
        external: ['better-sqlite3', '@napi-rs/xattr'],
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
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
