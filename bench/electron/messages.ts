/** What the benchmark asks of an Electron program that it has started, and the answer. */
export interface Question {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

/** What the main process went through between two moments. */
export interface Strain {
  /** The event loop's delay; what it reads when idle is its own period of 1 ms and a little. */
  readonly loopP99Ms: number
  readonly loopMostMs: number
  /** Most memory since its start, of the main process. */
  readonly peakBytes: number
}
