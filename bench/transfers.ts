import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { missing } from '../test/real-servers/run-server'
import { closeContenders, findContenders, present } from './contenders'
import { describeMachine } from './machine'
import { memoryFolder } from './memory-folder'
import { ROOT } from './places'
import { publish } from './report/publish'
import type { Result } from './report/results'
import { fastNginx } from './servers/fast-nginx'
import { WORKLOADS } from './workloads'

const ROUNDS = 5

// Measures Rill beside other downloaders. Arguments: workloads by name, all of them if none is named;
// --rounds N; --quick proves that it works, once and with little, and measures nothing; --out DIR,
// where the results are written to instead of the project.
const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    out: { type: 'string' },
  },
  allowPositionals: true,
})
const { quick } = values
const rounds = Number(values.rounds ?? (quick ? 1 : ROUNDS))
const names = positionals.length > 0 ? positionals : Object.keys(WORKLOADS)
const unknown = names.find((name) => !(name in WORKLOADS))
if (unknown !== undefined || !(rounds >= 1)) {
  process.stderr.write(
    `usage: npm run bench -- [--quick] [--rounds N] [--out DIR] [${Object.keys(WORKLOADS).join('|')}]...\n`,
  )
  process.exit(2)
}
const lack = missing(fastNginx({ files: '' }))
if (lack !== null) throw new Error(`${lack}: the benchmark downloads from it`)

const say = (text: string): void => void process.stderr.write(`${text}\n`)
const cache = join(ROOT, 'node_modules', '.cache')
mkdirSync(cache, { recursive: true })
const disk = mkdtempSync(join(cache, 'bench-'))
const memory = memoryFolder()
const contenders = findContenders(say)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
process.once('exit', () => {
  for (const folder of present([disk, memory])) rmSync(folder, { recursive: true, force: true })
})
try {
  for (const name of names) {
    const sections = await WORKLOADS[name]?.({ quick, rounds, disk, memory, contenders, say })
    const result: Result = {
      measuredOn: new Date().toISOString().slice(0, 10),
      machine: describeMachine(),
      rounds,
      sections: sections ?? [],
    }
    publish(name, result, { out: values.out ?? ROOT, keep: !quick || values.out !== undefined })
  }
} finally {
  await closeContenders(contenders)
}
