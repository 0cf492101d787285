/** The hatch: puts `window.rill` into the page, built from the contract and nothing else. */
import { contextBridge, ipcRenderer } from 'electron'
import type {
  Command,
  CommandReply,
  RillApi,
  RillCommands,
  RillEvent,
  RillEvents,
} from '../shared/ipc'

// The contract's own table holds zod schemas, and zod has no business in the page's process; the
// type makes this list complete.
const COMMANDS: Record<Command, true> = {
  snapshot: true,
  addDownloads: true,
  pause: true,
  resume: true,
  cancel: true,
  retry: true,
  remove: true,
  changeLink: true,
  networkBack: true,
  verify: true,
  pauseAll: true,
  resumeAll: true,
  open: true,
  showInFolder: true,
  chooseFolder: true,
  readClipboard: true,
  updateSettings: true,
}

async function invoke(command: string, args: readonly unknown[]): Promise<unknown> {
  const reply: CommandReply = await ipcRenderer.invoke(`rill:${command}`, args)
  if (!reply.ok) throw new Error(reply.message)
  return reply.value
}

const commands = Object.fromEntries(
  Object.keys(COMMANDS).map((command) => [command, (...args: unknown[]) => invoke(command, args)]),
) as unknown as RillCommands

const api: RillApi = {
  ...commands,
  on<E extends RillEvent>(event: E, listener: (payload: RillEvents[E]) => void) {
    const receive = (_: unknown, name: RillEvent, payload: RillEvents[E]): void => {
      if (name === event) listener(payload)
    }
    ipcRenderer.on('rill:event', receive)
    return () => {
      ipcRenderer.off('rill:event', receive)
    }
  },
}

contextBridge.exposeInMainWorld('rill', api)
