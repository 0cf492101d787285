import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PROJECT } from './fixtures/electron-binary'
import { showEveryState } from './fixtures/every-state'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

async function picture(rill: RillApp, name: string): Promise<void> {
  await rill.settle()
  const path = join(PROJECT, 'test-results', 'look', `${name}.png`)
  if (!name.startsWith('200')) {
    await rill.page.screenshot({ path })
    return
  }
  const data = await rill.app.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0]!.webContents.capturePage()).toPNG().toString('base64'),
  )
  await writeFile(path, Buffer.from(data, 'base64'))
}
async function size(rill: RillApp, width: number, height: number) {
  await rill.app.evaluate(
    ({ BrowserWindow }, [w, h]) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 0, h ?? 0)
    },
    [width, height],
  )
}
test('look', async ({ rill, serve }) => {
  test.setTimeout(180_000)
  await rill.launch()
  await size(rill, 1280, 800)
  await picture(rill, 'empty-welcome')
  await rill.page.getByRole('button', { name: 'Done' }).click()
  await expect(rill.page.getByRole('button', { name: 'Done' })).toBeHidden()
  await picture(rill, 'empty')
  await rill.page.keyboard.press('Control+K')
  await picture(rill, 'palette')
  await rill.page.keyboard.press('Escape')
  const stop = await showEveryState(rill, serve)
  await picture(rill, 'busy')
  await rill.page.getByRole('button', { name: /^Speed/ }).click()
  await picture(rill, 'speed-menu')
  await rill.page.keyboard.press('Escape')
  const box = rill.page.getByRole('searchbox', { name: 'Search downloads' })
  await box.click()
  await box.pressSequentially('status:')
  await picture(rill, 'search-suggest')
  await box.fill('status:failed,paused >1MB foo:bar size:big ')
  await picture(rill, 'search-chips')
  await rill.page.keyboard.press('Escape')
  await rill.page.keyboard.press('Escape')
  await rill.page.keyboard.press('Control+,')
  for (const name of [
    'Downloads',
    'Network',
    'Categories',
    'Plan',
    'Appearance',
    'Notifications',
    'Shortcuts',
    'Languages',
    'Advanced',
  ]) {
    await rill.dialog('Settings').getByRole('button', { name, exact: true }).click()
    await picture(rill, `settings-${name}`)
  }
  await rill.page.keyboard.press('Escape')
  for (const theme of ['dark', 'contrast'] as const) {
    await rill.page.evaluate(
      (to) => window.rill.updateSettings({ ui: { theme: to }, speedMode: 'plan' }),
      theme,
    )
    await picture(rill, `${theme}-busy`)
    await rill.page.keyboard.press('Control+,')
    await picture(rill, `${theme}-settings`)
    await rill.dialog('Settings').getByRole('button', { name: 'Plan', exact: true }).click()
    await picture(rill, `${theme}-plan`)
    await rill.page.keyboard.press('Escape')
  }
  await rill.page.evaluate(() => window.rill.updateSettings({ ui: { theme: 'light' } }))
  await size(rill, 960, 600)
  await picture(rill, '960-busy')
  await rill.page.keyboard.press('Control+,')
  await picture(rill, '960-settings')
  await rill.page.keyboard.press('Escape')
  await rill.page.evaluate(() => window.rill.updateSettings({ ui: { zoom: 2 } }))
  await picture(rill, '200-busy')
  await rill.page.keyboard.press('Control+,')
  await picture(rill, '200-settings')
  await rill.dialog('Settings').getByRole('button', { name: 'Plan', exact: true }).click()
  await picture(rill, '200-plan')
  await rill.page.keyboard.press('Escape')
  await rill.page.keyboard.press('Control+K')
  await picture(rill, '200-palette')
  stop()
})
