/** The bridge: puts `window.rill` into the page, built from the contract and nothing else. */
import { contextBridge, ipcRenderer } from 'electron'
import type { CommandReply, RillApi, RillCommands, RillUpdate } from '../shared/ipc'
import { Subscriptions } from './subscriptions'

async function invoke(command: string, args: readonly unknown[]): Promise<unknown> {
  const reply: CommandReply = await ipcRenderer.invoke(`rill:${command}`, args)
  if (!reply.ok) throw new Error(reply.message)
  return reply.value
}

const commands = Object.fromEntries(
  COMMAND_NAMES.map((command) => [command, (...args: unknown[]) => invoke(command, args)]),
) as unknown as RillCommands

const subscriptions = new Subscriptions()
ipcRenderer.on('rill:updates', (_event, updates: readonly RillUpdate[]) => {
  subscriptions.deliver(updates)
})

const api: RillApi = { ...commands, on: subscriptions.on }

contextBridge.exposeInMainWorld('rill', api)
