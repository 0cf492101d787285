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

/** What the commands of the window do, joined from a file for each area. */
export function createCommands(parts: CommandContext): CommandHandlers {
  return {
    ...addingCommands(parts),
    ...desktopCommands(parts),
    ...detailsCommands(parts),
    ...downloadCommands(parts),
    ...listCommands(parts),
    ...selectionCommands(parts),
    ...settingsCommands(parts),
  }
}
