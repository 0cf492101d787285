import type { SETTINGS_ARGUMENTS } from '../../../shared/ipc/settings'
import type { HandlersOf, Parts } from './parts'
import { refuseRelative } from './refuse-relative'

/** What a person sets. */
export function settingsCommands({ engine }: Parts): HandlersOf<typeof SETTINGS_ARGUMENTS> {
  return {
    updateSettings: ({ ui, ...patch }) => {
      if (patch.folder !== undefined) refuseRelative(patch.folder)
      const changedUi = ui && { ui: { ...engine.settings().ui, ...given(ui) } }
      return engine.updateSettings({ ...given(patch), ...changedUi })
    },
  }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** A field that is there but undefined means the same as one that is not: leave it as it is. */
function given<T extends object>(patch: T): Given<T> {
  const fields = Object.entries(patch).filter(([, value]) => value !== undefined)
  return Object.fromEntries(fields) as Given<T>
}
