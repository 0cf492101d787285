import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { ROOT } from './setup/paths.mjs'
import { SetupError } from './setup/say.mjs'
import { ensureDisplay, ensureServers } from './setup/system-packages.mjs'
import { main, setup } from './setup.mjs'
import { forgetResults } from './steps/counts.mjs'
import { report } from './steps/report.mjs'
import { runSideBySide } from './steps/run-steps.mjs'
import {
  build,
  format,
  lint,
  oldestTypes,
  stories,
  types,
  unitTests,
  unusedCode,
} from './steps/steps.mjs'

const PARTS = ['lint', 'unit', 'e2e']
const USAGE = `npm test                  everything
npm test -- lint|unit|e2e the parts named
npm test -- FILE...       these files or folders of test/ and e2e/; options that follow go to the runner`

/** Tests that start what a build has made. */
const RUNS_THE_APP = /^(?:e2e|test$|test\/(?:cli|crash|start)(?:\/|$))/u

const LINT = [format, unusedCode, types, oldestTypes, lint]

await main(async () => {
  const startedAtMs = performance.now()
  const words = process.argv.slice(2)
  const stages = PARTS.includes(words[0]) || words.length === 0 ? ofParts(words) : ofFiles(words)
  await setup()
  for (const { prepare } of stages) prepare?.()
  forgetResults()
  const results = []
  for (const { lanes } of stages) {
    results.push(...(await runSideBySide(lanes())))
    if (results.some(({ title, ok }) => title === build.title && !ok)) break
  }
  return report(results, startedAtMs)
})

/** Lint runs beside the unit tests; stories come alone: they watch a clock and a screen. */
function ofParts(words) {
  const unknown = words.find((word) => !PARTS.includes(word))
  if (unknown !== undefined) throw new SetupError(`There is no part '${unknown}'.\n${USAGE}`)
  const has = (part) => words.length === 0 || words.includes(part)
  const needsBuild = has('unit') || has('e2e')
  return [
    {
      prepare: has('unit') ? ensureServers : undefined,
      lanes: () => [
        ...(needsBuild ? [[build, ...(has('unit') ? [unitTests()] : [])]] : []),
        ...(has('lint') ? [LINT] : []),
      ],
    },
    ...(has('e2e') ? [{ prepare: ensureDisplay, lanes: () => [[stories()]] }] : []),
  ]
}

function ofFiles(words) {
  const firstOption = words.findIndex((word) => word.startsWith('-'))
  const names = firstOption < 0 ? words : words.slice(0, firstOption)
  const options = firstOption < 0 ? [] : words.slice(firstOption)
  const paths = names.map(pathOf)
  const ofE2e = paths.filter((path) => path.startsWith('e2e'))
  const ofUnit = paths.filter((path) => path.startsWith('test'))
  if (paths.length === 0) throw new SetupError(USAGE)
  return [
    ...(paths.some((path) => RUNS_THE_APP.test(path)) ? [{ lanes: () => [[build]] }] : []),
    ...(ofUnit.length > 0 ? [{ lanes: () => [[unitTests(...ofUnit, ...options)]] }] : []),
    ...(ofE2e.length > 0
      ? [{ prepare: ensureDisplay, lanes: () => [[stories(...ofE2e, ...options)]] }]
      : []),
  ]
}

/** The path from the project's folder, with slashes. */
function pathOf(name) {
  const path = relative(ROOT, resolve(name)).replaceAll('\\', '/')
  if (!existsSync(resolve(ROOT, path)) || !/^(?:test|e2e)(?:\/|$)/u.test(path)) {
    throw new SetupError(`'${name}' is no part, and no test of test/ or e2e/.\n${USAGE}`)
  }
  return path
}
