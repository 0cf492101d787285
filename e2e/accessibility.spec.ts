import AxeBuilder from '@axe-core/playwright'
import { showEveryState } from './fixtures/every-state'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

async function violations(rill: RillApp): Promise<string[]> {
  await rill.settle()
  const { violations: found } = await new AxeBuilder({ page: rill.page })
    .setLegacyMode(true)
    .analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}`, async ({ rill, serve }) => {
    await rill.launch()
    await rill.page.emulateMedia({ colorScheme })
    expect(await violations(rill), 'empty').toEqual([])
    const stop = await showEveryState(rill, serve)
    expect(await violations(rill), 'busy').toEqual([])
    stop()
    await rill.page.keyboard.press('Control+N')
    await expect(rill.dialog('Add downloads')).toBeVisible()
    expect(await violations(rill), 'add dialog').toEqual([])
    await rill.page.keyboard.press('Escape')
    await rill.page.getByRole('button', { name: 'Settings' }).click()
    await expect(rill.dialog('Settings')).toBeVisible()
    expect(await violations(rill), 'settings').toEqual([])
  })

  test(`axe finds nothing in ${colorScheme} where rows are selected and menus open`, async ({
    rill,
    serve,
  }) => {
    await rill.launch()
    await rill.page.emulateMedia({ colorScheme })
    const stop = await showEveryState(rill, serve)
    stop()
    await rill.row('annual-report.pdf').click()
    await rill.row('lecture-07.mp4').click({ modifiers: ['Shift'] })
    await expect(rill.page.getByRole('toolbar', { name: 'Selected downloads' })).toBeVisible()
    expect(await violations(rill), 'selected').toEqual([])
    for (const [menu, open] of [
      ['menu of rows', () => rill.row('annual-report.pdf').click({ button: 'right' })],
      ['list options', () => rill.page.getByRole('button', { name: 'List options' }).click()],
    ] as const) {
      await open()
      await expect(rill.page.getByRole('menu')).toBeVisible()
      expect(await violations(rill), menu).toEqual([])
      await rill.page.keyboard.press('Escape')
      await expect(rill.page.getByRole('menu')).toBeHidden()
    }
  })
}
