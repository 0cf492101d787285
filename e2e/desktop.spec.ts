import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileBody, Gate, goodServer, noRangeServer } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { startSecond } from './fixtures/electron-binary'
import { sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

const file = fileBody(41, 4 * MIB)

function windowIsVisible(rill: RillApp): Promise<boolean> {
  return rill.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.isVisible()),
  )
}

async function closeWindow(rill: RillApp): Promise<void> {
  await rill.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => windowIsVisible(rill)).toBe(false)
}

test('a second start hands its link to the first', async ({ rill, serve }) => {
  const server = await serve({ '/handed.bin': goodServer(file) })
  await rill.launch()
  expect(await startSecond(rill.dataDir, server.url('/handed.bin'))).toBe(0)
  await rill.expectState('handed.bin', 'completed')
  expect(await sha256OfPath(rill.path('handed.bin'))).toBe(file.sha256())
})

test('a second start without a link shows the window of the first', async ({ rill }) => {
  await rill.launch()
  await closeWindow(rill)
  expect(await startSecond(rill.dataDir)).toBe(0)
  await expect.poll(() => windowIsVisible(rill)).toBe(true)
})

test('a link as an argument is added at the start', async ({ rill, serve }) => {
  const server = await serve({ '/argument.bin': goodServer(file) })
  await rill.launch()
  await rill.quit()
  await rill.launch(server.url('/argument.bin'))
  await rill.expectState('argument.bin', 'completed')
})

test('a text file of links as an argument adds them all', async ({ rill, serve }) => {
  const server = await serve({
    '/first.bin': goodServer(fileBody(1, 1000)),
    '/second.bin': goodServer(fileBody(2, 1000)),
  })
  const list = join(rill.folder, 'links.txt')
  await writeFile(list, `${server.url('/first.bin')}\n${server.url('/second.bin')}\n`)
  await rill.launch()
  expect(await startSecond(rill.dataDir, list)).toBe(0)
  for (const name of ['first.bin', 'second.bin']) await rill.expectState(name, 'completed')
})

test('downloads run on in the tray when the window is closed', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({ '/behind.bin': goodServer(file, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/behind.bin')])
  await gate.held()
  await closeWindow(rill)
  gate.open()
  await expect.poll(() => sha256OfPath(rill.path('behind.bin'))).toBe(file.sha256())
  await rill.tray('show-window')
  await expect.poll(() => windowIsVisible(rill)).toBe(true)
  await rill.expectState('behind.bin', 'completed')
})

test('the app can start hidden in the tray', async ({ rill }) => {
  await rill.startHidden('--hidden')
  expect(rill.app.windows()).toHaveLength(0)
  await rill.tray('show-window')
  await rill.openWindow()
  await expect.poll(() => windowIsVisible(rill)).toBe(true)
})

test('an app with nothing to do quits at once', async ({ rill }) => {
  await rill.launch()
  await rill.quit()
  expect(rill.isRunning()).toBe(false)
})

test('completion and failure are notified', async ({ rill, serve }) => {
  const server = await serve({ '/fine.bin': goodServer(fileBody(1, 1000)) })
  await rill.launch()
  const notifications = (): Promise<string> =>
    rill.app.evaluate(() => JSON.stringify(globalThis.rillNotifications))
  // Nobody needs a notification of what happens before their eyes.
  await closeWindow(rill)
  await startSecond(rill.dataDir, '--hidden', server.url('/fine.bin'))
  await expect.poll(notifications).toContain('fine.bin')
  await startSecond(rill.dataDir, '--hidden', server.url('/missing.bin'))
  await expect.poll(notifications).toContain('missing.bin')
})

test('the tooltip of the tray tells the total speed', async ({ rill, serve }) => {
  const server = await serve({
    '/slow.bin': noRangeServer(fileBody(42, 64 * MIB), { bytesPerSec: 2 * MIB }),
  })
  await rill.launch()
  await rill.app.evaluate(() => {
    const { tray } = globalThis.rillTray
    const setToolTip = tray.setToolTip.bind(tray)
    tray.setToolTip = (text) => {
      globalThis.rillToolTip = text
      setToolTip(text)
    }
  })
  const toolTip = (): Promise<string | undefined> => rill.app.evaluate(() => globalThis.rillToolTip)
  await rill.addLinks([server.url('/slow.bin')])
  await expect.poll(toolTip).toMatch(/MB\/s|MiB\/s|kB\/s/u)
  await rill.press('Pause', 'slow.bin')
  await expect.poll(toolTip).not.toMatch(/B\/s/u)
})
