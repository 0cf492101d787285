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
  await dialog.getByRole('button', { name: 'Save' }).click()
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
  await rill.page.evaluate((path) => window.rill.updateSettings({ folder: path }), folder)
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
  await rill.page.evaluate(() => window.rill.updateSettings({ simultaneousDownloads: 1 }))
  await rill.addLinks(names.map((name) => server.url(`/${name}`)))
  await gate.held()
  await rill.expectState('b.bin', 'queued')
  const dialog = await openSettings(rill)
  await dialog.getByLabel('Simultaneous downloads').fill('3')
  await dialog.getByRole('button', { name: 'Save' }).click()
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
  await rill.page.evaluate(() => window.rill.updateSettings({ connectionsPerDownload: 2 }))
  await rill.addLinks([server.url('/few.bin')])
  await expect(rill.row('few.bin')).toContainText('2 connections')
  expect(server.requests).toHaveLength(2)
})
