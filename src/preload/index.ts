/** The hatch: puts `window.rill` into the page, built from the contract and nothing else. */
import { contextBridge, ipcRenderer } from 'electron'
import type {
  CommandReply,
  RillApi,
  RillCommands,
  RillEvent,
  RillEvents,
  RillUpdate,
} from '../shared/ipc'

async function invoke(command: string, args: readonly unknown[]): Promise<unknown> {
  const reply: CommandReply = await ipcRenderer.invoke(`rill:${command}`, args)
  if (!reply.ok) throw new Error(reply.message)
  return reply.value
}

const commands = Object.fromEntries(
  COMMAND_NAMES.map((command) => [command, (...args: unknown[]) => invoke(command, args)]),
) as unknown as RillCommands

const api: RillApi = {
  ...commands,
  on<E extends RillEvent>(event: E, listener: (payload: RillEvents[E]) => void) {
    const receive = (_: unknown, news: readonly RillUpdate[]): void => {
      for (const { name, payload } of news) if (name === event) listener(payload as RillEvents[E])
    }
    ipcRenderer.on('rill:updates', receive)
    return () => {
      ipcRenderer.off('rill:updates', receive)
    }
  },
}

contextBridge.exposeInMainWorld('rill', api)
