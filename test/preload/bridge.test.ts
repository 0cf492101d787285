import type { IpcRendererEvent } from 'electron'
import { expect, it, vi } from 'vitest'
import type { RillApi, RillUpdate } from '../../src/shared/ipc'

type Receive = (
  event: Pick<IpcRendererEvent, 'sender'> | null,
  updates: readonly RillUpdate[],
) => void

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { on: vi.fn(), invoke: vi.fn() },
}))
vi.mock('electron', () => electron)
vi.stubGlobal('COMMAND_NAMES', ['pauseAll', 'open'])

async function bridge(): Promise<{ api: RillApi; receive: Receive }> {
  await import('../../src/preload')
  const [name, api] = electron.contextBridge.exposeInMainWorld.mock.lastCall ?? []
  expect(name).toBe('rill')
  return { api, receive: electron.ipcRenderer.on.mock.lastCall?.[1] }
}

it('serves every subscription by one IPC listener', async () => {
  const { api, receive } = await bridge()
  const texts: string[] = []
  for (let index = 0; index < 20; index += 1) api.on('notice', ({ text }) => texts.push(text))
  receive(null, [{ name: 'notice', payload: { text: 'Saved.' } }])
  expect(texts).toHaveLength(20)
  expect(electron.ipcRenderer.on).toHaveBeenCalledOnce()
})

it('resolves a command with the value of its reply', async () => {
  const { api } = await bridge()
  electron.ipcRenderer.invoke.mockResolvedValueOnce({ ok: true, value: 7 })
  await expect(api.pauseAll()).resolves.toBe(7)
  expect(electron.ipcRenderer.invoke).toHaveBeenLastCalledWith('rill:pauseAll', [])
})

it('rejects a refused command with its sentence', async () => {
  const { api } = await bridge()
  electron.ipcRenderer.invoke.mockResolvedValueOnce({ ok: false, message: 'It is gone.' })
  await expect(api.open(1)).rejects.toThrow('It is gone.')
})
