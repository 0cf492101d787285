import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import { COMMAND_ARGUMENTS, type Command, type CommandReply } from '../../shared/ipc'
import { answerCommand } from './answer-command'
import type { CommandHandlers } from './commands'

/** Answers the commands of the window; any other sender is rejected before anything is read. */
export function handleCommands(
  handlers: CommandHandlers,
  isOurs: (event: IpcMainInvokeEvent) => boolean,
): void {
  for (const command of Object.keys(COMMAND_ARGUMENTS) as Command[]) {
    // The arguments have been proven to be this command's own when they arrive here.
    const run = handlers[command] as (...args: unknown[]) => unknown
    ipcMain.handle(`rill:${command}`, (event, args: unknown): Promise<CommandReply> => {
      if (!isOurs(event)) throw new Error('Only the window of Rill may ask this.')
      return answerCommand(command, args, (proven) => run(...proven))
    })
  }
}
