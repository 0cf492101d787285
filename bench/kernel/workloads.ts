export interface Workload {
  /** What a row of the table is called. */
  title(amount: number): string
  /** How much of it is measured. */
  readonly amount: number
  readonly unit: 'ms' | 'bytes'
}

export type WorkloadName = 'spawn' | 'turns' | 'pingPong' | 'semaphore' | 'memory'

/** How often each of the semaphore's waiters takes and returns the permit. */
export const ROUNDS_A_WAITER = 10

export const WORKLOADS: Readonly<Record<WorkloadName, Workload>> = {
  spawn: {
    title: (tasks) => `${count(tasks)} Tasks that wait once, all awaited`,
    amount: 100_000,
    unit: 'ms',
  },
  turns: {
    title: (turns) => `${count(turns)} times letting others run`,
    amount: 1_000_000,
    unit: 'ms',
  },
  pingPong: {
    title: (waits) => `${count(waits)} waits for another Task, in turns`,
    amount: 1_000_000,
    unit: 'ms',
  },
  semaphore: {
    title: (waiters) => `${count(waiters)} waiters, ${ROUNDS_A_WAITER} times each, at a semaphore`,
    amount: 10_000,
    unit: 'ms',
  },
  memory: {
    title: (tasks) => `memory of a waiting Task, of ${count(tasks)}`,
    amount: 100_000,
    unit: 'bytes',
  },
}

export const WORKLOAD_NAMES = Object.keys(WORKLOADS) as readonly WorkloadName[]

function count(amount: number): string {
  return amount.toLocaleString('en')
}
