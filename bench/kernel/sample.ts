import { CONTENDERS } from './contenders'
import { heapGauge, stopwatch } from './gauges'
import { WORKLOADS, type WorkloadName } from './workloads'

/** Of the amount that is measured; so that what is measured has been compiled. */
const WARM_UP = 1 / 10

// Measures one contender at one workload in this process, and prints the reading: milliseconds, or
// bytes for each of the amount. Arguments: contender, workload, amount.
const [contenderName = '', workloadName = '', amountText = ''] = process.argv.slice(2)
const contender = CONTENDERS.get(contenderName)
const amount = Number(amountText)
if (contender === undefined || !(workloadName in WORKLOADS) || !(amount > 0)) {
  throw new Error('usage: sample CONTENDER WORKLOAD AMOUNT')
}
const name = workloadName as WorkloadName
const inBytes = WORKLOADS[name].unit === 'bytes'
await contender[name](Math.ceil(amount * WARM_UP), stopwatch())
const gauge = inBytes ? heapGauge() : stopwatch()
await contender[name](amount, gauge)
process.stdout.write(String(inBytes ? gauge.reading() / amount : gauge.reading()))
