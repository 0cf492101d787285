import type { RillApi } from '../../shared/ipc'
import type { UiPreferences } from '../../shared/ui-preferences'
import { useApp } from '../stores/app'
import { runCommand } from './run-command'

/** Some settings to be changed. */
export type Patch = Parameters<RillApi['updateSettings']>[0]

/** Changes settings; they hold as soon as the main process has them on disk. */
export function updateSettings(patch: Patch): void {
  const update = async (): Promise<void> => {
    useApp.setState({ settings: await window.rill.updateSettings(patch) })
  }
  runCommand(update())
}

/** Changes how the window is liked. */
export function updateUi(ui: Partial<UiPreferences>): void {
  updateSettings({ ui })
}
