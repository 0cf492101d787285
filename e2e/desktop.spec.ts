import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileBody, Gate, goodServer, noRangeServer } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { startSecond } from './fixtures/electron-binary'
import { sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

const file = fileBody(41, 4 * MIB)

async function closeWindow({ desktop }: RillApp): Promise<void> {
  await desktop.closeWindow()
  await expect.poll(() => desktop.isWindowVisible()).toBe(false)
}

async function expectVisible({ desktop }: RillApp): Promise<void> {
  await expect.poll(() => desktop.isWindowVisible()).toBe(true)
}

test('a second start passes links and link files to the first', async ({ rill, serve }) => {
  const server = await serve({
    '/passed-on.bin': goodServer(file),
    '/first.bin': goodServer(fileBody(1, 1000)),
    '/second.bin': goodServer(fileBody(2, 1000)),
  })
  await rill.launch()
  expect(await startSecond(rill.dataDir, server.url('/passed-on.bin'))).toBe(0)
  await rill.expectState('passed-on.bin', 'completed')
  expect(await sha256OfPath(rill.path('passed-on.bin'))).toBe(file.sha256())
  const list = join(rill.folder, 'links.txt')
  await writeFile(list, `${server.url('/first.bin')}\n${server.url('/second.bin')}\n`)
  expect(await startSecond(rill.dataDir, list)).toBe(0)
  for (const name of ['first.bin', 'second.bin']) await rill.expectState(name, 'completed')
  await closeWindow(rill)
  expect(await startSecond(rill.dataDir)).toBe(0)
  await expectVisible(rill)
})

test('a link passed as an argument is added at the start', async ({ rill, serve }) => {
  const server = await serve({ '/argument.bin': goodServer(file) })
  await rill.launch()
  await rill.quit()
  await rill.launch(server.url('/argument.bin'))
  await rill.expectState('argument.bin', 'completed')
})

test('downloads continue in the tray after the window is closed', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({ '/behind.bin': goodServer(file, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/behind.bin')])
  await gate.held()
  await closeWindow(rill)
  gate.open()
  await expect.poll(() => sha256OfPath(rill.path('behind.bin'))).toBe(file.sha256())
  await rill.desktop.clickTray('show-window')
  await expectVisible(rill)
  await rill.expectState('behind.bin', 'completed')
})

test('Rill can start hidden in the tray', async ({ rill }) => {
  await rill.startHidden('--hidden')
  expect(rill.windowCount()).toBe(0)
  await rill.desktop.clickTray('show-window')
  await rill.openWindow()
  await expectVisible(rill)
})

test('completion and failure show a notification', async ({ rill, serve }) => {
  const server = await serve({ '/fine.bin': goodServer(fileBody(1, 1000)) })
  await rill.launch()
  const notifications = (): Promise<string> => rill.desktop.notifications()
  // While the window is in front, its rows say it all and no notification is shown.
  await closeWindow(rill)
  await startSecond(rill.dataDir, '--hidden', server.url('/fine.bin'))
  await expect.poll(notifications).toContain('fine.bin')
  await startSecond(rill.dataDir, '--hidden', server.url('/missing.bin'))
  await expect.poll(notifications).toContain('missing.bin')
})

test('the tooltip of the tray shows the total speed', async ({ rill, serve }) => {
  const server = await serve({
    '/slow.bin': noRangeServer(fileBody(42, 64 * MIB), { bytesPerSec: 2 * MIB }),
  })
  await rill.launch()
  await rill.desktop.recordToolTip()
  const toolTip = (): Promise<string | undefined> => rill.desktop.toolTip()
  await rill.addLinks([server.url('/slow.bin')])
  await expect.poll(toolTip).toMatch(/MB\/s|MiB\/s|kB\/s/u)
  await rill.press('Pause', 'slow.bin')
  await expect.poll(toolTip).not.toMatch(/B\/s/u)
})
