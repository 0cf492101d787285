import type { Workload } from './workload'
import { big } from './workloads/big'
import { durability } from './workloads/durability'
import { lines } from './workloads/lines'
import { queue } from './workloads/queue'
import { scaling } from './workloads/scaling'
import { small } from './workloads/small'
import { smooth } from './workloads/smooth'
import { start } from './workloads/start'
import { windowWorkload } from './workloads/window'

/** By the names that `npm run bench` takes, in the order of the results. */
export const WORKLOADS: Readonly<Record<string, Workload>> = {
  big,
  scaling,
  lines,
  small,
  queue,
  smooth,
  durability,
  start,
  window: windowWorkload,
}
