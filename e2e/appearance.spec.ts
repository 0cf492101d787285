import { expect, test } from './fixtures/rill'

test('the theme of the settings is that of the page, over a restart', async ({ rill }) => {
  await rill.launch()
  const html = () => rill.page.locator('html')
  await expect(html()).toHaveAttribute('data-theme', 'system')
  await rill.updateSettings({ ui: { theme: 'contrast' } })
  await expect(html()).toHaveAttribute('data-theme', 'contrast')
  await rill.updateSettings({ ui: { density: 'compact' } })
  await rill.quit()
  await rill.launch()
  await expect(html()).toHaveAttribute('data-theme', 'contrast')
})
