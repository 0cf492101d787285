import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { CONTENDERS } from './kernel/contenders'
import { measure } from './kernel/measure'
import { table } from './kernel/table'
import { WORKLOAD_NAMES, WORKLOADS } from './kernel/workloads'
import { spreadOf } from './readings'

const ROUNDS = 5

// Measures the kernel beside async functions and Effection, and prints a table. With --quick a
// hundredth of the amounts, once: that proves that it works, and measures nothing.
const { quick } = parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values
const rounds = quick ? 1 : ROUNDS
const names = [...CONTENDERS.keys()]
const rows = WORKLOAD_NAMES.map((name) => {
  const { title, amount: wholeAmount, unit } = WORKLOADS[name]
  const amount = quick ? wholeAmount / 100 : wholeAmount
  // Apart from the table, for the person who waits for it.
  process.stderr.write(`${title(amount)} …\n`)
  const readings = names.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1) {
    // Interleaved, so that a slow moment of the machine does not fall on one of them alone.
    for (const [index, contender] of names.entries()) {
      readings[index]?.push(measure(contender, name, amount))
    }
  }
  return { title: title(amount), unit, spreads: readings.map(spreadOf) }
})

const { versions, platform, arch } = process
const host = 'electron' in versions ? ` in Electron ${versions.electron}` : ''
const processor = cpus()[0]?.model ?? arch
process.stdout.write(
  `Node ${versions.node}${host}, ${platform}, ${processor}\n` +
    `Median (least–most) of ${rounds}; x says how many times as much as the first column.\n\n` +
    `${table(names, rows)}\n`,
)
