/** What a workload starts and stops around the part that counts. */
export interface Gauge {
  start(): void
  stop(): void
  /** What was between start and stop. Throws if one of them was not called. */
  reading(): number
}

/** Milliseconds. Starts on a clean heap, so that nobody pays for what came before. */
export function stopwatch(): Gauge {
  return new Difference(
    () => {
      collectGarbage()
      return performance.now()
    },
    () => performance.now(),
  )
}

/** Bytes of the heap that can be reached at the stop, and could not at the start. */
export function heapGauge(): Gauge {
  const reachable = () => {
    collectGarbage()
    return process.memoryUsage().heapUsed
  }
  return new Difference(reachable, reachable)
}

class Difference implements Gauge {
  readonly #atStart: () => number
  readonly #atStop: () => number
  #start = Number.NaN
  #stop = Number.NaN

  constructor(atStart: () => number, atStop: () => number) {
    this.#atStart = atStart
    this.#atStop = atStop
  }

  start(): void {
    this.#start = this.#atStart()
  }

  stop(): void {
    this.#stop = this.#atStop()
  }

  reading(): number {
    const reading = this.#stop - this.#start
    if (Number.isNaN(reading)) throw new Error('the workload did not start and stop its gauge')
    return reading
  }
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('this needs node --expose-gc')
  globalThis.gc()
}
