import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MODULES, ROOT } from './setup/paths.mjs'
import { run } from './setup/run.mjs'
import { main } from './setup.mjs'
import { tool } from './steps/tools.mjs'

const STAMP = join(MODULES, '.cache', 'rill-build')
const BUILT = ['main/index.js', 'main/cli.js', 'preload/index.cjs', 'renderer/index.html']
const SOURCES = [
  'package-lock.json',
  'package.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
]

/** Builds the app into `out/`, unless what is there was built from these very sources. */
export function ensureBuilt(options = {}) {
  if (isCurrent()) return
  const sources = fingerprint()
  const [program, ...args] = [...tool('electron-vite', 'bin', 'electron-vite.js'), 'build']
  run(program, args, { cwd: ROOT, ...options })
  mkdirSync(join(MODULES, '.cache'), { recursive: true })
  writeFileSync(STAMP, stampOf(sources))
}

/** Whether `out/` is what a build of these sources would make. */
function isCurrent() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stampOf(fingerprint())
}

/** What the build reads. Content, not times: a fresh checkout has new times and old content. */
function fingerprint() {
  const hash = createHash('sha256')
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const path of [...SOURCES.map((name) => join(ROOT, name)), ...files.sort()]) {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

/** The fingerprint with the times of the built files: `npm run dev` writes to `out/` as well. */
function stampOf(sources) {
  const times = BUILT.map((name) => {
    const path = join(ROOT, 'out', name)
    return existsSync(path) ? statSync(path).mtimeMs : 'missing'
  })
  return [sources, ...times].join('\n')
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    ensureBuilt({ stdio: 'inherit' })
    return 0
  })
}
