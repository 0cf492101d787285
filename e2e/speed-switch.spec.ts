import { fileBody, Gate, goodServer } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

async function choose(rill: RillApp, name: string): Promise<void> {
  await rill.page.getByRole('button', { name: /^Speed: / }).click()
  await rill.page.getByRole('menuitemradio', { name, exact: true }).click()
}

const settings = (rill: RillApp) =>
  rill.page.evaluate(async () => (await window.rill.snapshot()).settings)

test('the switch pauses everything, and lets it go on', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({ '/held.bin': goodServer(fileBody(1, 4 * MIB), { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/held.bin')])
  await gate.held()
  await choose(rill, 'Paused')
  await expect(rill.row('held.bin')).toContainText('Queued – paused by the speed switch')
  gate.open()
  await choose(rill, 'Unlimited')
  await rill.expectState('held.bin', 'completed')
})

test('a limit is chosen in the footer, and the tray shows it', async ({ rill }) => {
  await rill.launch()
  await choose(rill, '2.0 MB/s')
  await expect(rill.page.getByRole('button', { name: 'Speed: Limited to 2.0 MB/s' })).toBeVisible()
  expect(await settings(rill)).toMatchObject({
    limitBytesPerSec: 2_000_000,
    speedMode: 'limited',
  })
  const isChecked = () =>
    rill.app.evaluate(() => globalThis.rillTray.menu.getMenuItemById('speed-limited')?.checked)
  await expect.poll(isChecked).toBe(true)
  await rill.app.evaluate(() =>
    globalThis.rillTray.menu.getMenuItemById('speed-unlimited')?.click(),
  )
  await expect(rill.page.getByRole('button', { name: 'Speed: Unlimited' })).toBeVisible()
})

test('the plan is painted by keys and by the pointer, and holds', async ({ rill, serve }) => {
  const server = await serve({ '/later.bin': goodServer(fileBody(1, 1000)) })
  await rill.launch()
  await rill.page.getByRole('button', { name: /^Speed: / }).click()
  await rill.page.getByRole('menuitem', { name: 'Edit schedule…' }).click()
  const dialog = rill.dialog('Settings')
  const grid = dialog.getByRole('grid', { name: 'Weekly schedule' })
  const cell = (name: string) => grid.getByRole('gridcell', { name })
  await cell('Monday 12:00 AM to 1:00 AM: Full speed').focus()
  await rill.page.keyboard.press('2')
  await rill.page.keyboard.press('Space')
  await rill.page.keyboard.press('Shift+ArrowRight')
  await expect(cell('Monday 12:00 AM to 1:00 AM: Limited')).toBeVisible()
  await expect(cell('Monday 1:00 AM to 2:00 AM: Limited')).toBeFocused()

  await dialog.getByRole('radio', { name: 'Paused' }).check({ force: true })
  await cell('Monday 12:00 AM').hover()
  await rill.page.mouse.down()
  await cell('Sunday 11:00 PM').hover()
  await rill.page.mouse.up()
  await expect(cell('Thursday 12:00 PM to 1:00 PM: Paused')).toBeVisible()
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await expect(dialog.getByRole('button', { name: 'Turn on' })).toBeHidden()
  await rill.page.keyboard.press('Escape')
  await rill.addLinks([server.url('/later.bin')])
  await rill.expectState('later.bin', 'queued')
  await choose(rill, 'Unlimited')
  await rill.expectState('later.bin', 'completed')
})
