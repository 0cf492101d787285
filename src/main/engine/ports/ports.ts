import type { Files } from './files'
import type { Hasher } from './hasher'
import type { HttpSource } from './http'
import type { Store } from './store'

export interface Ports {
  readonly source: HttpSource
  readonly files: Files
  readonly store: Store
  readonly hasher: Hasher
  /** A number in `[0, 1)`: chance enters here, so that it can be seeded. */
  readonly random: () => number
}
