export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export interface Result {
  readonly title: string
  readonly ok: boolean
  readonly seconds: number
  readonly counts: Counts | null
}

/** All tests of these steps. */
export declare function total(results: readonly Result[]): Counts
