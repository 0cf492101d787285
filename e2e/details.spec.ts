import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { fileBody, forbidden, Gate, goodServer, throttled } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { PROJECT } from './fixtures/electron-binary'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

/** The drawer, opened on the row of this download. */
async function detailsOf(rill: RillApp, name: string): Promise<Locator> {
  await rill.row(name).focus()
  const drawer = rill.page.getByRole('region', { name: 'Details' })
  if (!(await drawer.isVisible())) await rill.page.keyboard.press('i')
  await expect(drawer.getByRole('heading', { name, level: 2 })).toBeVisible()
  return drawer
}

async function tab(drawer: Locator, name: string): Promise<Locator> {
  await drawer.getByRole('tab', { name }).click()
  return drawer.getByRole('tabpanel', { name })
}

async function picture(rill: RillApp, name: string): Promise<void> {
  await rill.settle()
  const path = join(PROJECT, 'test-results', 'screens', `details-${name}.png`)
  await rill.page.screenshot({ path })
}

for (const [colorScheme, width, height] of [
  ['light', 1280, 800],
  ['dark', 960, 600],
] as const) {
  test(`the details in ${colorScheme} can be looked at`, async ({ rill, serve }) => {
    const gate = new Gate(30 * MIB)
    const server = await serve({
      '/big.iso': throttled(fileBody(71, 64 * MIB), 4 * MIB, { gate }),
      '/members.epub': forbidden(),
      '/done.pdf': goodServer(fileBody(72, 3 * MIB)),
    })
    await rill.launch()
    await rill.app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
      },
      { width, height },
    )
    await rill.page.emulateMedia({ colorScheme })
    await rill.addLinks(['/big.iso', '/members.epub', '/done.pdf'].map((path) => server.url(path)))
    await rill.expectState('done.pdf', 'completed')
    const drawer = await detailsOf(rill, 'big.iso')
    await expect.poll(() => rill.doneBytes('big.iso')).toBeGreaterThan(16 * MIB)
    for (const name of ['Overview', 'Segments', 'Speed', 'Timeline', 'Options']) {
      await tab(drawer, name)
      await picture(rill, `${colorScheme}-${name.toLowerCase()}`)
    }
    await detailsOf(rill, 'members.epub')
    await picture(rill, `${colorScheme}-trouble`)
    gate.open()
  })
}
