import { join } from 'node:path'
import { PROJECT } from './fixtures/electron-binary'
import { showEveryState } from './fixtures/every-state'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

/** Pictures of every state of the window, for a person to look at. */
async function picture(rill: RillApp, name: string): Promise<void> {
  await rill.settle()
  await rill.page.screenshot({ path: join(PROJECT, 'test-results', 'screens', `${name}.png`) })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the window in ${colorScheme} can be looked at`, async ({ rill, serve }) => {
    await rill.launch()
    await rill.page.emulateMedia({ colorScheme })
    await picture(rill, `${colorScheme}-empty`)
    const stop = await showEveryState(rill, serve)
    await expect(rill.row('field-recordings-2026.tar.zst')).toContainText('/s')
    await picture(rill, `${colorScheme}-busy`)
    if (process.env.RILL_SCREENS === '1' && colorScheme === 'light') {
      await rill.page.screenshot({ path: join(PROJECT, 'docs', 'screenshot.png') })
    }
    stop()
    await rill.page
      .getByRole('navigation', { name: 'Filters' })
      .getByText('Failed', { exact: true })
      .click()
    await picture(rill, `${colorScheme}-failed`)
    await rill.press('New link', 'members-only.epub')
    await expect(rill.dialog('New link')).toBeVisible()
    await picture(rill, `${colorScheme}-link-dialog`)
    await rill.page.keyboard.press('Escape')
    await rill.page.keyboard.press('Control+N')
    await expect(rill.dialog('Add downloads')).toBeVisible()
    await rill
      .dialog('Add downloads')
      .getByRole('textbox', { name: 'Links' })
      .fill('https://example.com/a.zip\nhttps://example.com/b.zip\nnot a link')
    await picture(rill, `${colorScheme}-add-dialog`)
    await rill.page.keyboard.press('Escape')
    await rill.page.getByRole('button', { name: 'Settings' }).click()
    await expect(rill.dialog('Settings')).toBeVisible()
    await picture(rill, `${colorScheme}-settings`)
  })
}
