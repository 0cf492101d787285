import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures/rill'
import { startsWith, t } from './fixtures/texts'

test('the palette finds commands, downloads and settings', async ({ rill }) => {
  await rill.launch()
  await rill.addPaused(['http://127.0.0.1:9/apple.bin', 'http://127.0.0.1:9/banana.bin'])
  await expect(rill.row('banana.bin')).toBeVisible()
  const { keyboard } = rill.page
  const palette = rill.dialog(t('palette.title'))
  const choose = async (typed: string, option: string): Promise<void> => {
    await keyboard.press('Control+K')
    await expect(palette).toBeVisible()
    await keyboard.type(typed)
    const found = palette.getByRole('option', { name: startsWith(option), selected: true })
    await expect(found).toBeVisible()
    await keyboard.press('Enter')
    await expect(palette).toBeHidden()
  }
  const dark = t('palette.actions.themeDark')
  await choose(dark, dark)
  await expect(rill.page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await choose('banan', 'banana.bin')
  await expect(rill.row('banana.bin')).toBeVisible()
  await expect(rill.row('apple.bin')).toBeHidden()

  const checksums = t('settings.items.findChecksums.label')
  await choose(checksums, checksums)
  await expect(rill.dialog('Settings').getByLabel(checksums)).toBeFocused()
})

test('a changed shortcut survives a restart and can be reset', async ({ rill }) => {
  await rill.launch()
  const { settings, search } = {
    settings: t('palette.actions.settings'),
    search: t('palette.actions.search'),
  }
  const dialog = (): Locator => rill.dialog(t('shortcuts.title'))
  const keys = (action: string): Locator =>
    dialog().getByRole('button', { name: t('shortcuts.change', { action }), exact: true })
  await rill.page.getByRole('button', { name: 'Settings' }).focus()
  await rill.page.keyboard.press('Shift+?')
  await keys(settings).click()
  await rill.page.keyboard.press('Control+F')
  const conflict = t('shortcuts.conflict', { action: search, to: settings })
  await expect(dialog().getByRole('alert')).toContainText(conflict)
  await rill.page.keyboard.press('Control+F')
  await expect(keys(settings)).toHaveText('CtrlF')
  await expect(keys(search)).toHaveText(t('shortcuts.none'))
  await rill.page.keyboard.press('Escape')
  await expect(dialog()).toBeHidden()
  await rill.page.keyboard.press('Control+F')
  await expect(rill.dialog('Settings')).toBeVisible()
  await rill.page.keyboard.press('Escape')
  await expect(rill.dialog('Settings')).toBeHidden()

  await rill.restart()
  await rill.page.keyboard.press('Control+F')
  await expect(rill.dialog('Settings')).toBeVisible()
  await rill.page.keyboard.press('Escape')
  await expect(rill.dialog('Settings')).toBeHidden()
  await rill.page.keyboard.press('Shift+?')
  await dialog()
    .getByRole('button', { name: t('shortcuts.reset', { action: settings }) })
    .click()
  await expect(keys(settings)).toHaveText('Ctrl,')
})
