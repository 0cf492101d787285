import type { RillApi } from '../../shared/ipc'
import { patchOf, type Settings } from '../../shared/settings'
import type { UiPreferences } from '../../shared/ui-preferences'
import { useApp } from '../stores/app'
import { runCommand } from './run-command'

/** Some settings to be changed. */
export type Patch = Parameters<RillApi['updateSettings']>[0]

/** What the main process said last. */
let told: Settings | null = null
/** What it has not answered yet, oldest first. */
let asked: readonly Patch[] = []

/** Takes what the main process says the settings are. */
export function settingsTold(settings: Settings): void {
  told = settings
  show()
}

/**
 * Changes settings. The window goes by them at once, so that a next change can build on this one;
 * what the main process refuses is as it was.
 */
export function updateSettings(patch: Patch): void {
  const update = async (): Promise<void> => {
    asked = [...asked, patch]
    show()
    try {
      told = await window.rill.updateSettings(patch)
    } finally {
      asked = asked.filter((one) => one !== patch)
      show()
    }
  }
  runCommand(update())
}

/** Changes how the window is liked. */
export function updateUi(ui: Partial<UiPreferences>): void {
  updateSettings({ ui })
}

function show(): void {
  if (told === null) return
  let settings = told
  for (const patch of asked) settings = { ...settings, ...patchOf(patch, settings) }
  useApp.setState({ settings })
}
