import type { Settings } from '../../shared/settings'
import type { SettingsStore } from './ports/store'

/** The stored settings, and for this process alone some that are stronger. */
export class SettingsInForce {
  readonly #store: SettingsStore
  #now: Settings

  constructor(store: SettingsStore, overrides: Partial<Settings>) {
    this.#store = store
    this.#now = { ...store.read(), ...overrides }
  }

  get now(): Settings {
    return this.#now
  }

  /** On disk when it returns. */
  change(patch: Partial<Settings>): void {
    this.#store.write(patch)
    this.#now = { ...this.#now, ...patch }
  }
}
