export type Unit = 's' | 'ms' | 'bytes' | 'files/s' | 'count' | 'times'

export interface Metric {
  readonly name: string
  readonly unit: Unit
  readonly better: 'less' | 'more'
}

/** One round of one contender: a value a metric, by the metric's name; those it cannot tell lack. */
export type Reading = Readonly<Record<string, number>>

export interface Row {
  readonly contender: string
  readonly version: string
  /** What was run, with words in capitals for what differs; empty for what is driven otherwise. */
  readonly command: string
  /** In the order of the rounds. */
  readonly readings: readonly Reading[]
  /** Why there are no more of them; null if all is well. */
  readonly failure: string | null
}

/** A table of the results: the first row is Rill's, with which the others are compared. */
export interface Section {
  readonly title: string
  /** What was done and what counts, for the reader of the table. */
  readonly about: string
  readonly metrics: readonly Metric[]
  readonly rows: readonly Row[]
}
