import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { Strain } from './messages'

const NS_PER_MS = 1e6

/** What the process it stands in goes through between start and stop. */
export class StrainGauge {
  #histogram: IntervalHistogram | null = null

  start(): void {
    this.#histogram = monitorEventLoopDelay({ resolution: 1 })
    this.#histogram.enable()
  }

  /** Throws if it was not started. */
  stop(): Strain {
    const histogram = this.#histogram
    if (histogram === null) throw new Error('the gauge was not started')
    histogram.disable()
    return {
      loopP99Ms: histogram.percentile(99) / NS_PER_MS,
      loopMostMs: histogram.max / NS_PER_MS,
      peakBytes: process.resourceUsage().maxRSS * 1024,
    }
  }
}
