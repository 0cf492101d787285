import type { Gauge } from './gauges'
import type { WorkloadName } from './workloads'

/**
 * The same work, written as users of one library would write it. Each workload gets its amount, and
 * starts and stops the gauge around the part that counts.
 */
export type Contender = Record<WorkloadName, (amount: number, gauge: Gauge) => Promise<void>>
