import type { Files } from './files'
import type { Hasher } from './hasher'
import type { HttpSource } from './http'
import type { Store } from './store'

export interface Ports {
  readonly source: HttpSource
  readonly files: Files
  readonly store: Store
  readonly hasher: Hasher
  /** A number in `[0, 1)`. The only source of chance in the engine, so that tests can seed it. */
  readonly random: () => number
}
