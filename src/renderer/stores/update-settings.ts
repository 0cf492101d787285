import type { RillApi } from '../../shared/ipc/index'
import { patchOf, type Settings } from '../../shared/settings'
import type { UiPreferences } from '../../shared/ui-preferences'
import { runCommand } from '../lib/run-command'
import { useApp } from './app'

/** Some settings to be changed. */
export type Patch = Parameters<RillApi['updateSettings']>[0]

/** What the main process said last. */
let confirmed: Settings | null = null
/** What it has not answered yet, oldest first. */
let pending: readonly Patch[] = []

/** Takes what the main process says the settings are. */
export function receiveSettings(settings: Settings): void {
  confirmed = settings
  publish()
}

/**
 * Changes settings. The window goes by them at once, so that a next change can build on this one;
 * what the main process refuses is as it was.
 */
export function updateSettings(patch: Patch): void {
  const update = async (): Promise<void> => {
    pending = [...pending, patch]
    publish()
    try {
      confirmed = await window.rill.updateSettings(patch)
    } finally {
      pending = pending.filter((one) => one !== patch)
      publish()
    }
  }
  runCommand(update())
}

/** Changes how the window is liked. */
export function updateUi(ui: Partial<UiPreferences>): void {
  updateSettings({ ui })
}

function publish(): void {
  if (confirmed === null) return
  let settings = confirmed
  for (const patch of pending) settings = { ...settings, ...patchOf(patch, settings) }
  useApp.setState({ settings })
}
