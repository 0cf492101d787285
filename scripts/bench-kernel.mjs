import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { MODULES, ROOT } from './setup/paths.mjs'

const BENCH = join(ROOT, 'bench')
const CACHE = join(MODULES, '.cache')

// Inside node_modules, so that what stays a package is found from there.
mkdirSync(CACHE, { recursive: true })
const folder = mkdtempSync(join(CACHE, 'bench-'))
try {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      rolldownOptions: {
        input: { kernel: join(BENCH, 'kernel.ts'), sample: join(BENCH, 'kernel', 'sample.ts') },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  const args = [join(folder, 'kernel.mjs'), ...process.argv.slice(2)]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
