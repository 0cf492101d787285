import { spawnSync } from 'node:child_process'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { withBundle } from './bundle.mjs'
import { MUTANTS } from './mutants.mjs'
import { ROOT } from './setup/paths.mjs'

const HELP = `npm run sim:mutants -- [NAME...] [--seeds N] [--shrink]

Sabotages the engine in one place after the other, and plays stories (at most 500) until one fails.
A sabotage that none of them notices is a hole in the judge. With --shrink it prints the story that
caught it as a small test.
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '500' },
    shrink: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
})

const shrink = values.shrink ? ['--shrink'] : []

if (values.help) process.stdout.write(HELP)
else {
  const chosen = MUTANTS.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  )
  let survivors = 0
  for (const mutant of chosen) if (!(await isCaught(mutant))) survivors += 1
  process.stdout.write(`${chosen.length - survivors} of ${chosen.length} caught\n`)
  process.exitCode = survivors === 0 && chosen.length > 0 ? 0 : 1
}

async function isCaught(mutant) {
  const sabotage = sabotageBy(mutant)
  const input = { sim: join(ROOT, 'test', 'sim', 'main.ts') }
  const { status, stdout } = await withBundle(
    input,
    (folder) =>
      spawnSync(
        process.execPath,
        [join(folder, 'sim.mjs'), '--seeds', values.seeds, '--until-failure', ...shrink],
        { encoding: 'utf8' },
      ),
    [sabotage],
  )
  if (!sabotage.isDone()) throw new Error(`${mutant.name}: ${mutant.file} is not in the simulation`)
  const [first = ''] = stdout.split('\n')
  process.stdout.write(`${status === 0 ? 'SURVIVED' : 'caught  '}  ${mutant.name}: ${first}\n`)
  if (values.shrink) process.stdout.write(stdout)
  return status !== 0
}

/** Replaces a passage that has to be in the file just once. */
function sabotageBy({ name, file, find, replace }) {
  let done = false
  return {
    name: 'sabotage',
    enforce: 'pre',
    isDone: () => done,
    transform(code, id) {
      if (relative(ROOT, id) !== file) return null
      if (code.split(find).length !== 2)
        throw new Error(`${name}: the passage is not once in ${file}`)
      done = true
      return code.replace(find, () => replace)
    },
  }
}
