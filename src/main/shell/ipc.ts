import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { COMMAND_ARGUMENTS, type Command, type CommandReply } from '../../shared/ipc'
import { answerCommand } from './answer-command'
import type { CommandHandlers } from './commands'

/** Handles the window's commands; any other sender is refused before its arguments are read. */
export function handleCommands(
  handlers: CommandHandlers,
  isOurs: (event: IpcMainInvokeEvent) => boolean,
): void {
  for (const command of Object.keys(COMMAND_ARGUMENTS) as Command[]) {
    // By then the schema of this command has parsed the arguments.
    const run = handlers[command] as (...args: unknown[]) => unknown
    ipcMain.handle(`rill:${command}`, (event, args: unknown): Promise<CommandReply> => {
      if (!isOurs(event)) throw new Error('Only the window of Rill may call this command.')
      return answerCommand(command, args, (parsed) => run(...parsed))
    })
  }
}
