import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { fileBody, Gate, goodServer, throttled } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { exists } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

async function openSettings(rill: RillApp): Promise<Locator> {
  await rill.page.getByRole('button', { name: 'Settings' }).click()
  return rill.dialog('Settings')
}

test('settings are kept over a restart', async ({ rill }) => {
  await rill.launch()
  const dialog = await openSettings(rill)
  await dialog.getByLabel('Simultaneous downloads').fill('3')
  await dialog.getByLabel('Connections per download').fill('12')
  await dialog.getByRole('switch', { name: 'Start in tray' }).click()
  await expect(dialog.getByRole('switch', { name: 'Start in tray' })).toBeChecked()
  await rill.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await rill.quit()

  await rill.startHidden()
  await rill.tray('show-window')
  await rill.openWindow()
  const again = await openSettings(rill)
  await expect(again.getByLabel('Simultaneous downloads')).toHaveValue('3')
  await expect(again.getByLabel('Connections per download')).toHaveValue('12')
  await expect(again.getByRole('switch', { name: 'Start in tray' })).toBeChecked()
})

test('files go to the folder of the settings', async ({ rill, serve }) => {
  const server = await serve({ '/elsewhere.bin': goodServer(fileBody(1, 1000)) })
  const folder = join(rill.folder, 'elsewhere')
  await mkdir(folder)
  await rill.launch()
  await rill.updateSettings({ folder })
  await rill.addLinks([server.url('/elsewhere.bin')])
  await rill.expectState('elsewhere.bin', 'completed')
  expect(await exists(join(folder, 'elsewhere.bin'))).toBe(true)
})

test('more simultaneous downloads start at once', async ({ rill, serve }) => {
  const names = ['a.bin', 'b.bin', 'c.bin']
  const gate = new Gate(1000)
  const server = await serve(
    Object.fromEntries(
      names.map((name, seed) => [`/${name}`, goodServer(fileBody(seed, 100_000), { gate })]),
    ),
  )
  await rill.launch()
  await rill.updateSettings({ simultaneousDownloads: 1 })
  await rill.addLinks(names.map((name) => server.url(`/${name}`)))
  await gate.held()
  await rill.expectState('b.bin', 'queued')
  const dialog = await openSettings(rill)
  await dialog.getByLabel('Simultaneous downloads').fill('3')
  await rill.page.keyboard.press('Escape')
  for (const name of names) {
    await server.waitForRequest(({ path }) => path === `/${name}`)
    await rill.expectState(name, 'downloading')
  }
  gate.open()
  for (const name of names) await rill.expectState(name, 'completed')
})

test('a download opens no more connections than the settings allow', async ({ rill, serve }) => {
  const server = await serve({ '/few.bin': throttled(fileBody(5, 16 * MIB), MIB) })
  await rill.launch()
  await rill.updateSettings({ connectionsPerDownload: 2 })
  await rill.addLinks([server.url('/few.bin')])
  const connections = (): Promise<number | undefined> =>
    rill.page.evaluate(async () => {
      const { rows } = await window.rill.readList({ query: {}, first: 0, count: 1 })
      return rows[0]?.connections
    })
  await expect.poll(connections).toBe(2)
  expect(server.requests.length).toBeLessThanOrEqual(2)
})

test('settings are found by their words, and brought back to how they came', async ({ rill }) => {
  await rill.launch()
  const dialog = await openSettings(rill)
  await expect(dialog.getByRole('searchbox', { name: 'Search settings' })).toBeFocused()
  await rill.page.keyboard.type('server many')
  await expect(dialog.getByText('No settings found')).toBeVisible()
  await dialog.getByRole('searchbox', { name: 'Search settings' }).fill('per server')
  await dialog.getByLabel('Connections per server').fill('50')
  await expect(dialog.getByText('Many servers throttle or block')).toBeVisible()
  await dialog.getByRole('button', { name: 'Reset to default' }).click()
  await expect(dialog.getByLabel('Connections per server')).toHaveValue('16')
  await expect(dialog.getByText('Many servers throttle or block')).toBeHidden()
})

test('a number that cannot be is not taken', async ({ rill }) => {
  await rill.launch()
  const dialog = await openSettings(rill)
  await dialog.getByLabel('Simultaneous downloads').fill('65')
  await expect(dialog.getByRole('alert')).toHaveText('Enter a whole number from 1 to 64.')
  await rill.page.keyboard.press('Tab')
  await expect(dialog.getByLabel('Simultaneous downloads')).toHaveValue('5')
})

test('a first start asks four things, and does not ask again', async ({ rill }) => {
  await rill.launch()
  const welcome = () => rill.page.getByRole('region', { name: 'Welcome to Rill' })
  await expect(welcome().getByLabel('Folder')).toHaveValue(rill.folder)
  await welcome().getByLabel('Theme').selectOption('Dark')
  await expect(rill.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await welcome().getByRole('switch', { name: 'Start in tray' }).click()
  await welcome().getByRole('switch', { name: 'Start in tray' }).click()
  await welcome().getByRole('button', { name: 'Done' }).click()
  await expect(welcome()).toBeHidden()
  await expect(rill.page.getByRole('region', { name: 'Tips' })).toBeVisible()
  await rill.quit()
  await rill.launch()
  await expect(rill.page.getByRole('region', { name: 'Tips' })).toBeVisible()
  await expect(welcome()).toBeHidden()
})

test('everything can be made larger, and stays so', async ({ rill }) => {
  await rill.launch()
  const zoom = () =>
    rill.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => one.webContents.getZoomFactor()),
    )
  await rill.page.keyboard.press('Control+=')
  await expect.poll(zoom).toEqual([1.1])
  await rill.updateSettings({ ui: { zoom: 2 } })
  await expect.poll(zoom).toEqual([2])
  await expect(rill.page.getByRole('button', { name: 'Add downloads' }).first()).toBeInViewport()
  const isWider = () => rill.page.evaluate(() => document.body.scrollWidth > window.innerWidth)
  await expect.poll(isWider).toBe(false)
  await rill.quit()
  await rill.launch()
  await expect.poll(zoom).toEqual([2])
  await rill.page.keyboard.press('Control+0')
  await expect.poll(zoom).toEqual([1])
})
