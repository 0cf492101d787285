import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { electronBinary } from './setup/electron-runtime.mjs'
import { MODULES, ROOT } from './setup/paths.mjs'
import { SetupError } from './setup/say.mjs'
import { ensureDisplay, ensureServers, hasDisplay } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'

const RESULTS = join(ROOT, 'test-results')
const UNIT_RESULT = join(RESULTS, 'unit.json')
const E2E_RESULT = join(RESULTS, 'e2e.json')

/** Biome colours even what goes into a file. */
const NO_COLORS = process.stdout.isTTY ? [] : ['--colors=off']

/** A tool of node_modules, by the file that is its program. */
const tool = (...path) => [process.execPath, join(MODULES, ...path)]
const build = {
  title: 'build',
  command: [...tool('electron-vite', 'bin', 'electron-vite.js'), 'build'],
}

const PARTS = {
  lint: () => [
    {
      title: 'format and lint',
      command: [...tool('@biomejs', 'biome', 'bin', 'biome'), 'ci', ...NO_COLORS, '.'],
    },
    { title: 'lint with types', command: [...tool('eslint', 'bin', 'eslint.js'), '.'] },
    { title: 'types', command: [...tool('typescript', 'bin', 'tsc'), '-b'] },
    {
      title: 'types of the oldest Electron',
      command: [...tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.electron-33.json'],
    },
    { title: 'unused code', command: tool('knip', 'bin', 'knip.js') },
  ],
  unit: () => [
    build,
    {
      title: 'unit tests',
      // In Electron's own Node, so that what passes here runs there.
      command: [
        electronBinary(),
        join(MODULES, 'vitest', 'vitest.mjs'),
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${UNIT_RESULT}`,
      ],
      env: { ELECTRON_RUN_AS_NODE: '1' },
    },
  ],
  e2e: () => [
    build,
    {
      title: 'end-to-end tests',
      command: [
        ...(hasDisplay() ? [] : ['xvfb-run', '-a']),
        ...tool('@playwright', 'test', 'cli.js'),
        'test',
      ],
    },
  ],
}

await main(async () => {
  const wanted = process.argv.slice(2)
  const unknown = wanted.find((part) => !(part in PARTS))
  if (unknown)
    throw new SetupError(`There is no part '${unknown}': ${Object.keys(PARTS).join(', ')}`)
  const parts = wanted.length > 0 ? wanted : Object.keys(PARTS)
  await setup()
  if (parts.includes('unit')) ensureServers()
  if (parts.includes('e2e')) ensureDisplay()
  rmSync(RESULTS, { recursive: true, force: true })
  const steps = parts.flatMap((part) => PARTS[part]())
  const ok = [...new Map(steps.map((step) => [step.title, step])).values()].every(perform)
  report()
  return ok ? 0 : 1
})

function perform({ title, command: [program, ...args], env }) {
  process.stdout.write(`\n== ${title}\n`)
  const startedAtMs = performance.now()
  const { status } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
  process.stdout.write(`== ${title}: ${status === 0 ? 'passed' : 'FAILED'} (${seconds} s)\n`)
  return status === 0
}

/** The closing line: the tests that ran, of all kinds. */
function report() {
  const sums = [unitCounts(), e2eCounts()]
  const sum = (key) => sums.reduce((total, counts) => total + counts[key], 0)
  const line = `${sum('passed')} passed, ${sum('failed')} failed`
  const skipped = sum('skipped')
  process.stdout.write(`\n${line}${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
}

function unitCounts() {
  if (!existsSync(UNIT_RESULT)) return { passed: 0, failed: 0, skipped: 0 }
  const result = JSON.parse(readFileSync(UNIT_RESULT, 'utf8'))
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests,
    skipped: result.numPendingTests,
  }
}

function e2eCounts() {
  if (!existsSync(E2E_RESULT)) return { passed: 0, failed: 0, skipped: 0 }
  const { stats } = JSON.parse(readFileSync(E2E_RESULT, 'utf8'))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
}
