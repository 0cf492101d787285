import type { Locator } from '@playwright/test'
import { fileBody, Gate, goodServer } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { expect, sharingTest as test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { startsWith, t } from './fixtures/texts'

function speedButton(rill: RillApp, mode = ''): Locator {
  const name = startsWith(t('speed.switch', { mode }))
  return rill.page.getByRole('button', { name })
}

async function choose(rill: RillApp, name: string): Promise<void> {
  await speedButton(rill).click()
  await rill.page.getByRole('menuitemradio', { name, exact: true }).click()
}

test('the speed switch pauses and resumes everything', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({ '/held.bin': goodServer(fileBody(1, 4 * MIB), { gate }) })
  await rill.addLinks([server.url('/held.bin')])
  await gate.held()
  await choose(rill, t('speed.paused'))
  await rill.expectState('held.bin', 'queued')
  await expect(rill.row('held.bin')).toContainText(t('speed.queuedHeld'))
  gate.open()
  await choose(rill, t('speed.unlimited'))
  await rill.expectState('held.bin', 'completed')
})

test('footer and tray show the same speed limit', async ({ rill }) => {
  await choose(rill, '2.0 MB/s')
  await expect(speedButton(rill, t('speed.limitedTo', { speed: '2.0 MB/s' }))).toBeVisible()
  await expect.poll(() => rill.desktop.isTrayItemChecked('speed-limited')).toBe(true)
  await rill.desktop.clickTray('speed-unlimited')
  await expect(speedButton(rill, t('speed.unlimited'))).toBeVisible()
})

test('keys and pointer paint the weekly schedule', async ({ rill, serve }) => {
  const server = await serve({ '/later.bin': goodServer(fileBody(1, 1000)) })
  await speedButton(rill).click()
  await rill.page.getByRole('menuitem', { name: t('speed.editPlan') }).click()
  const dialog = rill.dialog('Settings')
  const grid = dialog.getByRole('grid', { name: t('settings.items.speedSchedule.label') })
  const cell = (
    hour: readonly [day: string, from: string, to: string],
    what: 'full' | 'limited' | 'paused',
  ): Locator => {
    const [day, from, to] = hour
    const name = t('plan.cell', { day, from, to, what: t(`plan.hours.${what}`) })
    return grid.getByRole('gridcell', { name })
  }
  const midnight = ['Monday', '12:00 AM', '1:00 AM'] as const
  await cell(midnight, 'full').focus()
  await rill.page.keyboard.press('2')
  await rill.page.keyboard.press('Space')
  await rill.page.keyboard.press('Shift+ArrowRight')
  await expect(cell(midnight, 'limited')).toBeVisible()
  await expect(cell(['Monday', '1:00 AM', '2:00 AM'], 'limited')).toBeFocused()

  await dialog.getByRole('radio', { name: t('plan.hours.paused') }).check({ force: true })
  await cell(midnight, 'limited').hover()
  await rill.page.mouse.down()
  await cell(['Sunday', '11:00 PM', '12:00 AM'], 'full').hover()
  await rill.page.mouse.up()
  await expect(cell(['Thursday', '12:00 PM', '1:00 PM'], 'paused')).toBeVisible()
  const use = dialog.getByRole('button', { name: t('plan.use') })
  await use.click()
  await expect(use).toBeHidden()
  await rill.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await rill.addLinks([server.url('/later.bin')])
  await rill.expectState('later.bin', 'queued')
  await choose(rill, t('speed.unlimited'))
  await rill.expectState('later.bin', 'completed')
})
