import type { Settings } from '../../shared/settings'
import type { SettingsStore } from './ports/store'

/** The stored settings with the overrides of this process. */
export class EffectiveSettings {
  readonly #store: SettingsStore
  #now: Settings

  constructor(store: SettingsStore, overrides: Partial<Settings>) {
    this.#store = store
    this.#now = { ...store.read(), ...overrides }
  }

  get now(): Settings {
    return this.#now
  }

  /** Stores the patch before it returns. Throws DownloadError of the store. */
  change(patch: Partial<Settings>): void {
    this.#store.write(patch)
    this.#now = { ...this.#now, ...patch }
  }
}
