import type { SETTINGS_ARGUMENTS } from '../../../shared/ipc/settings'
import { patchOf } from '../../../shared/settings'
import type { CommandContext, HandlersOf } from './command-context'
import { refuseRelative } from './refuse-relative'

/** Commands for settings. */
export function settingsCommands({
  engine,
}: CommandContext): HandlersOf<typeof SETTINGS_ARGUMENTS> {
  return {
    updateSettings: (patch) => {
      if (patch.folder !== undefined) refuseRelative(patch.folder)
      return engine.updateSettings(patchOf(patch, engine.settings()))
    },
  }
}
