/**
 * Every scenario and many random programs run on the kernel and on CPython's asyncio, and have to
 * leave the same log, line for line: live, if there is a `python3` of 3.11 or newer on the PATH,
 * and always against what several versions did when they were recorded.
 *
 * After a change to the language, a scenario or the random programs, record anew with
 * `RILL_RECORD="python3.11 python3.12 python3.13" npx vitest run test/kernel-vs-asyncio`,
 * which writes in place of comparing.
 */
import { describe, expect, it } from 'vitest'
import { runOnKernel } from './kernel-interpreter'
import { type KnownDifference, knownDifferences } from './known-differences'
import { logsOfAsyncio, versionOfPython } from './logs-of-asyncio'
import { eraOf, randomProgram } from './random-program'
import { hashOf, joined, type Recording, recordings, writeRecording } from './recording'
import { scenarios } from './scenarios'

const SEEDS = Array.from({ length: 300 }, (_, index) => index + 1)

/** From here on random programs are compared, and `modern` ones as well: see `Era`. */
const CLASSIC = '3.11.3'
const MODERN = '3.13.0'

const toRecord = (process.env.RILL_RECORD ?? '').split(' ').filter((command) => command !== '')
const live = versionOfPython('python3')

const onKernel = new Map(scenarios.map((program) => [program.name, joined(runOnKernel(program))]))
const hashesOnKernel = new Map(
  SEEDS.map((seed) => [seed, hashOf(runOnKernel(randomProgram(seed)))]),
)

function isBefore(version: string, other: string): boolean {
  const order = version.localeCompare(other, 'en', { numeric: true })
  return order < 0
}

function differsIn(version: string, { before }: KnownDifference): boolean {
  return before === null || isBefore(version, before)
}

function seedsFor(version: string): number[] {
  if (isBefore(version, CLASSIC)) return []
  return SEEDS.filter((seed) => eraOf(seed) === 'classic' || !isBefore(version, MODERN))
}

async function record(command: string, version: string): Promise<Recording> {
  const programs = [...scenarios, ...seedsFor(version).map(randomProgram)]
  const logs = await logsOfAsyncio(command, programs)
  const named = scenarios.map(({ name }, index) => [name, joined(logs[index] ?? [])] as const)
  const random = logs.slice(scenarios.length).map(hashOf).join(' ')
  return { python: version, scenarios: Object.fromEntries(named), random }
}

/** The scenarios in which kernel and asyncio differ, with both logs. */
function disagreements({ scenarios: theirs }: Recording): Record<string, unknown> {
  const differing = scenarios.filter(({ name }) => theirs[name] !== onKernel.get(name))
  return Object.fromEntries(
    differing.map(({ name }) => [
      name,
      { asyncio: theirs[name]?.split('\n'), kernel: onKernel.get(name)?.split('\n') },
    ]),
  )
}

function differingSeeds({ python, random }: Recording): number[] {
  const hashes = random.split(' ').filter((hash) => hash !== '')
  const seeds = seedsFor(python)
  expect(hashes).toHaveLength(seeds.length)
  return seeds.filter((seed, index) => hashes[index] !== hashesOnKernel.get(seed))
}

/**
 * Every known difference has to show. But a release between two recorded ones may have mended what
 * a newer version mended: without `isStrict` such a scenario may agree or differ.
 */
function compare(recording: Recording, isStrict: boolean): void {
  const found = disagreements(recording)
  const known = knownDifferences.filter((one) => differsIn(recording.python, one))
  for (const { name, before, scenarios: shownBy } of known) {
    for (const scenario of shownBy) {
      if (isStrict || before?.endsWith('.0') !== true) {
        expect(Object.keys(found), `'${name}' is not to be seen`).toContain(scenario)
      }
      delete found[scenario]
    }
  }
  expect(found).toEqual({})
}

function randomTitle(version: string): string {
  return `${seedsFor(version).length} of ${SEEDS.length} random programs`
}

if (toRecord.length > 0) {
  describe('recording asyncio', () => {
    it.each(toRecord)('writes what %s does', async (command) => {
      const version = versionOfPython(command)
      if (version === null) throw new Error(`${command} is no Python of 3.11 or newer`)
      writeRecording(await record(command, version))
    })
  })
} else {
  const recorded = recordings().map((recording) => [recording.python, recording] as const)

  describe.each(recorded)('the kernel and CPython %s as recorded', (version, recording) => {
    it('agree on every scenario but known ones', () => compare(recording, true))

    it(`agree on ${randomTitle(version)}`, () => {
      expect(differingSeeds(recording)).toEqual([])
    })
  })

  describe(`the kernel and the asyncio of ${live === null ? 'no python3' : `python3, ${live}`}`, () => {
    if (live === null) {
      it.skip('agree: there is no python3 of 3.11 or newer on the PATH')
      return
    }
    const isStrict = recorded.some(([version]) => version === live)
    const unsure = isStrict ? '' : ', but for what some release of it may have mended'
    it(`agree on ${scenarios.length} scenarios and ${randomTitle(live)}${unsure}`, async () => {
      const now = await record('python3', live)
      compare(now, isStrict)
      expect(differingSeeds(now)).toEqual([])
    })
  })
}

describe('known differences', () => {
  it('name scenarios that are there', () => {
    const unknown = knownDifferences
      .flatMap((one) => one.scenarios)
      .filter((name) => !onKernel.has(name))
    expect(unknown).toEqual([])
  })
})

describe('recordings', () => {
  it('are there for three versions', () => {
    const minors = recordings().map(({ python }) => python.split('.').slice(0, 2).join('.'))
    expect(minors).toEqual(['3.11', '3.12', '3.13'])
  })
})

describe('scenarios', () => {
  it('have a name each', () => {
    expect(onKernel.size).toBe(scenarios.length)
  })
})
