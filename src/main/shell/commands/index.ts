import type { COMMAND_ARGUMENTS } from '../../../shared/ipc'
import { addingCommands } from './adding'
import type { CommandContext, HandlersOf } from './command-context'
import { desktopCommands } from './desktop'
import { detailsCommands } from './details'
import { downloadCommands } from './downloads'
import { listCommands } from './lists'
import { selectionCommands } from './selection'
import { settingsCommands } from './settings'

export type CommandHandlers = HandlersOf<typeof COMMAND_ARGUMENTS>

/** The handlers of all commands, from one file per area. */
export function createCommands(context: CommandContext): CommandHandlers {
  return {
    ...addingCommands(context),
    ...desktopCommands(context),
    ...detailsCommands(context),
    ...downloadCommands(context),
    ...listCommands(context),
    ...selectionCommands(context),
    ...settingsCommands(context),
  }
}
