import type { Settings } from '../../shared/settings'
import type { Store } from './ports'

/** The stored settings, and for this process alone some that are stronger. */
export class SettingsInForce {
  readonly #store: Pick<Store, 'writeSettings'>
  #now: Settings

  constructor(store: Pick<Store, 'settings' | 'writeSettings'>, overrides: Partial<Settings>) {
    this.#store = store
    this.#now = { ...store.settings(), ...overrides }
  }

  get now(): Settings {
    return this.#now
  }

  /** On disk when it returns. */
  change(patch: Partial<Settings>): void {
    this.#store.writeSettings(patch)
    this.#now = { ...this.#now, ...patch }
  }
}
