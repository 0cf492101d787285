import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

async function violations(rill: RillApp): Promise<string[]> {
  await rill.settle()
  const { violations: found } = await new AxeBuilder({ page: rill.page })
    .setLegacyMode(true)
    .analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

const SECTIONS = [
  'Network',
  'Categories',
  'Plan',
  'Appearance',
  'Notifications',
  'Shortcuts',
  'Languages',
  'Advanced',
]

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing around the list in ${theme}`, async ({ rill, serve }) => {
    const server = await serve({})
    await rill.launch()
    await rill.updateSettings({ ui: { theme } })
    await expect(rill.page.locator('html')).toHaveAttribute('data-theme', theme)
    expect(await violations(rill), 'first start').toEqual([])
    await rill.page.getByRole('button', { name: 'Done' }).click()
    await expect(rill.page.getByRole('region', { name: 'Good to know' })).toBeVisible()
    expect(await violations(rill), 'empty').toEqual([])
    await rill.addLinks([server.url('/a.mkv'), server.url('/b.zip')], { paused: true })
    await rill.page.getByRole('searchbox', { name: 'Search downloads' }).click()
    await rill.page.keyboard.type('status:paused >1GB size:huge st')
    await expect(rill.page.getByRole('listbox')).toBeVisible()
    expect(await violations(rill), 'search').toEqual([])
    await rill.page.keyboard.press('Escape')
    await rill.page.keyboard.press('Escape')
    await rill.page.keyboard.press('Control+K')
    await expect(rill.dialog('Command palette')).toBeVisible()
    expect(await violations(rill), 'palette').toEqual([])
    await rill.page.keyboard.press('Escape')
    await rill.page.getByRole('button', { name: /^Speed: / }).click()
    await expect(rill.page.getByRole('menu')).toBeVisible()
    expect(await violations(rill), 'speed').toEqual([])
    await rill.page.keyboard.press('Escape')
    await rill.page.keyboard.press('Control+,')
    const dialog = rill.dialog('Settings')
    await expect(dialog).toBeVisible()
    for (const section of SECTIONS) {
      await dialog.getByRole('button', { name: section, exact: true }).click()
      expect(await violations(rill), section).toEqual([])
    }
  })
}
