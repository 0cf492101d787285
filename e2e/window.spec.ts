import { rm } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { fileBody, Gate, goodServer, throttled } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

function filter(rill: RillApp, name: string): Locator {
  return rill.page
    .getByRole('navigation', { name: 'Filters' })
    .getByRole('link', { name: new RegExp(`^${name}`, 'u') })
}

test('filters show their downloads and count them', async ({ rill, serve }) => {
  const server = await serve({
    '/done.bin': goodServer(fileBody(1, 1000)),
    '/waiting.bin': goodServer(fileBody(2, 1000)),
  })
  await rill.launch()
  await rill.addLinks([server.url('/done.bin'), server.url('/gone.bin')])
  await rill.addLinks([server.url('/waiting.bin')], { paused: true })
  await rill.expectState('done.bin', 'completed')
  await rill.expectState('gone.bin', 'failed')
  await rill.expectState('waiting.bin', 'paused')
  await expect(filter(rill, 'All')).toHaveAccessibleName(/3/u)
  for (const [name, shown] of [
    ['Completed', 'done.bin'],
    ['Failed', 'gone.bin'],
    ['Paused', 'waiting.bin'],
  ] as const) {
    await expect(filter(rill, name)).toHaveAccessibleName(/1/u)
    await filter(rill, name).click()
    await expect(rill.row(shown)).toBeVisible()
    for (const other of ['done.bin', 'gone.bin', 'waiting.bin']) {
      if (other !== shown) await expect(rill.row(other)).toBeHidden()
    }
  }
})

test('search finds downloads by their name', async ({ rill, serve }) => {
  const server = await serve({})
  await rill.launch()
  await rill.addLinks([server.url('/apple.bin'), server.url('/banana.bin')], { paused: true })
  await rill.page.getByRole('searchbox', { name: 'Search downloads' }).fill('nan')
  await expect(rill.row('banana.bin')).toBeVisible()
  await expect(rill.row('apple.bin')).toBeHidden()
})

test('a row shows how far its download is', async ({ rill, serve }) => {
  const gate = new Gate(2 * MIB)
  const server = await serve({ '/half.bin': throttled(fileBody(1, 4 * MIB), 8 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/half.bin')])
  await gate.held()
  const bar = rill.row('half.bin').getByRole('progressbar')
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(20)
  expect(Number(await bar.getAttribute('aria-valuenow'))).toBeLessThan(80)
  gate.open()
  await rill.expectState('half.bin', 'completed')
})

test('a finished download can be removed and its file stays', async ({ rill, serve }) => {
  const file = fileBody(1, 1000)
  const server = await serve({ '/kept.bin': goodServer(file) })
  await rill.launch()
  await rill.addLinks([server.url('/kept.bin')])
  await rill.expectState('kept.bin', 'completed')
  await rill.press('Remove', 'kept.bin')
  await expect(rill.row('kept.bin')).toBeHidden()
  expect(await sha256OfPath(rill.path('kept.bin'))).toBe(file.sha256())
})

test('a folder of the empty list opens, and one that is gone is told', async ({ rill }) => {
  await rill.launch()
  await rill.updateSettings({ ui: { firstRunDone: true } })
  await rill.app.evaluate(({ shell }) => {
    const seen: string[] = []
    Object.assign(globalThis, { rillSeen: seen })
    shell.openPath = (path) => {
      seen.push(path)
      return Promise.resolve('')
    }
  })
  const seen = () =>
    rill.app.evaluate(() => (globalThis as unknown as { rillSeen: string[] }).rillSeen)
  const folder = rill.page.getByRole('button', { name: `Open ${rill.folder}` })
  await folder.focus()
  await rill.page.keyboard.press('Enter')
  await expect.poll(seen).toEqual([rill.folder])
  await rm(rill.folder, { recursive: true })
  await folder.click()
  await expect(rill.page.getByText(`${rill.folder} is no longer there.`)).toBeVisible()
  expect(await seen()).toEqual([rill.folder])
})
