import { join } from 'node:path'
import { electronBinary } from '../setup/electron-runtime.mjs'
import { MODULES, ROOT } from '../setup/paths.mjs'
import { hasDisplay } from '../setup/system-packages.mjs'
import { E2E_RESULT, e2eCounts, UNIT_RESULT, unitCounts } from './counts.mjs'
import { tool } from './tools.mjs'

const hasTerminal = process.stdout.isTTY === true

const biome = (...args) => [...tool('@biomejs', 'biome', 'bin', 'biome'), ...args]
const tsc = (...args) => [...tool('typescript', 'bin', 'tsc'), ...args]

/** By content: a fresh checkout changes times only. Rules with types see a changed file, not its users. */
const ESLINT_CACHE = [
  '--cache',
  '--cache-strategy=content',
  `--cache-location=${join(MODULES, '.cache', 'eslint')}/`,
]
const eslint = (...args) => [...tool('eslint', 'bin', 'eslint.js'), ...ESLINT_CACHE, ...args]

export const format = { title: 'format and lint', command: biome('ci', '.') }
export const lint = { title: 'lint with types', command: eslint('.') }
export const types = { title: 'types', command: tsc('-b') }
export const oldestTypes = {
  title: 'types of the oldest Electron',
  command: tsc('-p', 'tsconfig.electron-33.json'),
}
export const unusedCode = { title: 'unused code', command: tool('knip', 'bin', 'knip.js') }

export const formatFix = { title: 'format and lint', command: biome('check', '--write', '.') }
export const lintFix = { title: 'lint with types', command: eslint('--fix', '.') }

export const build = {
  title: 'build',
  command: [process.execPath, join(ROOT, 'scripts', 'build.mjs')],
  isRequired: true,
}

const vitest = (...args) => [
  join(MODULES, 'vitest', 'vitest.mjs'),
  'run',
  `--reporter=${hasTerminal ? 'default' : 'minimal'}`,
  '--reporter=json',
  `--outputFile.json=${UNIT_RESULT}`,
  ...args,
]

/** In the Node of this machine: the tests that touch nothing outside, for `npm run check`. */
export const pureTests = {
  title: 'pure tests',
  command: [
    process.execPath,
    ...vitest('--project=kernel', '--project=pure', '--project=components'),
  ],
  counts: unitCounts,
}

/** In Electron's own Node, so that what passes here runs there. */
export const unitTests = (...args) => ({
  title: 'unit tests',
  command: [electronBinary(), ...vitest(...args)],
  env: { ELECTRON_RUN_AS_NODE: '1' },
  isLive: true,
  counts: unitCounts,
})

export const benchTests = {
  title: 'benchmarks',
  command: [process.execPath, ...vitest('--project=bench')],
  env: { RILL_BENCH: '1' },
  isLive: true,
  counts: unitCounts,
}

export const stories = (...args) => ({
  title: 'end-to-end tests',
  command: [
    ...(hasDisplay() ? [] : ['xvfb-run', '-a']),
    ...tool('@playwright', 'test', 'cli.js'),
    'test',
    ...(hasTerminal ? [] : [`--reporter=${join(import.meta.dirname, 'failed-stories.mjs')},json`]),
    ...args,
  ],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_RESULT },
  isLive: true,
  counts: e2eCounts,
})
