import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { MODULES, ROOT } from './setup/paths.mjs'

/**
 * Makes programs for Node of TypeScript entries (`{ NAME: path }`), as `NAME.mjs` in a folder of its
 * own, and calls `use` with that folder, which is deleted afterwards.
 */
export async function withBundle(input, use, plugins = []) {
  const cache = join(MODULES, '.cache')
  mkdirSync(cache, { recursive: true })
  // Inside node_modules, so that what stays a package is found from there.
  const folder = mkdtempSync(join(cache, 'bundle-'))
  try {
    await build({
      configFile: false,
      root: ROOT,
      logLevel: 'warn',
      plugins,
      build: {
        ssr: true,
        target: 'node20.18',
        outDir: folder,
        rolldownOptions: {
          input,
          output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
        },
      },
    })
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
