import type { RillApi } from '../shared/ipc'

declare global {
  interface Window {
    /** Put there by the preload; the only way out of this room. */
    readonly rill: RillApi
  }
}
