import type { Locator } from '@playwright/test'
import { fileBody, Gate, goodServer, throttled } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { detailsOf } from './fixtures/details'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { t } from './fixtures/texts'

async function openSettings(rill: RillApp): Promise<Locator> {
  await rill.page.getByRole('button', { name: 'Settings' }).click()
  return rill.dialog('Settings')
}

async function closeSettings(rill: RillApp): Promise<void> {
  await rill.page.keyboard.press('Escape')
  await expect(rill.dialog('Settings')).toBeHidden()
}

type Item = 'simultaneousDownloads' | 'connectionsPerDownload' | 'connectionsPerHost'

function field(dialog: Locator, item: Item): Locator {
  return dialog.getByLabel(t(`settings.items.${item}.label`))
}

function startInTray(parent: Locator): Locator {
  return parent.getByRole('switch', { name: t('settings.items.startInTray.label') })
}

test('settings survive a restart', async ({ rill }) => {
  await rill.launch()
  const dialog = await openSettings(rill)
  await field(dialog, 'simultaneousDownloads').fill('3')
  await field(dialog, 'connectionsPerDownload').fill('12')
  await startInTray(dialog).click()
  await expect(startInTray(dialog)).toBeChecked()
  await closeSettings(rill)
  await rill.updateSettings({ ui: { theme: 'contrast', zoom: 2 } })
  await expect(rill.page.locator('html')).toHaveAttribute('data-theme', 'contrast')
  await rill.quit()

  await rill.startHidden()
  await rill.desktop.clickTray('show-window')
  await rill.openWindow()
  await expect(rill.page.locator('html')).toHaveAttribute('data-theme', 'contrast')
  await expect.poll(() => rill.page.evaluate(() => window.devicePixelRatio)).toBe(2)
  const again = await openSettings(rill)
  await expect(field(again, 'simultaneousDownloads')).toHaveValue('3')
  await expect(field(again, 'connectionsPerDownload')).toHaveValue('12')
  await expect(startInTray(again)).toBeChecked()
})

test('a higher limit starts more downloads at once', async ({ rill, serve }) => {
  const names = ['a.bin', 'b.bin', 'c.bin']
  const gate = new Gate(1000)
  const server = await serve(
    Object.fromEntries(
      names.map((name, seed) => [`/${name}`, goodServer(fileBody(seed, 100_000), { gate })]),
    ),
  )
  await rill.launch()
  await rill.updateSettings({ simultaneousDownloads: 1 })
  await rill.addLinks(names.map((name) => server.url(`/${name}`)))
  await gate.held()
  await rill.expectState('b.bin', 'queued')
  await rill.expectState('c.bin', 'queued')
  const dialog = await openSettings(rill)
  await field(dialog, 'simultaneousDownloads').fill('3')
  await closeSettings(rill)
  for (const name of names) {
    await server.waitForRequest(({ path }) => path === `/${name}`)
    await rill.expectState(name, 'downloading')
  }
  gate.open()
  for (const name of names) await rill.expectState(name, 'completed')
})

test('a download opens no more connections than allowed', async ({ rill, serve }) => {
  const server = await serve({ '/few.bin': throttled(fileBody(5, 16 * MIB), MIB) })
  await rill.launch()
  await rill.updateSettings({ connectionsPerDownload: 2 })
  await rill.addLinks([server.url('/few.bin')])
  const drawer = await detailsOf(rill, 'few.bin')
  await expect(drawer).toContainText(t('details.connectionsOf', { now: 2, count: 2 }))
  expect(server.requests.length).toBeLessThanOrEqual(2)
})

test('settings are searched, validated and reset', async ({ rill }) => {
  await rill.launch()
  const dialog = await openSettings(rill)
  const search = dialog.getByRole('searchbox', { name: t('settings.search') })
  await expect(search).toBeFocused()
  await rill.page.keyboard.type('qqqq')
  await expect(dialog.getByText(t('settings.nothing'))).toBeVisible()
  await search.fill(t('settings.items.connectionsPerHost.label'))
  const perHost = field(dialog, 'connectionsPerHost')
  const warning = dialog.getByText(t('settings.items.connectionsPerHost.warning'))
  await perHost.fill('50')
  await expect(warning).toBeVisible()
  await dialog.getByRole('button', { name: t('settings.reset') }).click()
  await expect(perHost).toHaveValue('16')
  await expect(warning).toBeHidden()
  await search.fill('')
  const simultaneous = field(dialog, 'simultaneousDownloads')
  await simultaneous.fill('65')
  await expect(dialog.getByRole('alert')).toHaveText(t('fields.wholeNumber', { min: 1, max: 64 }))
  await rill.page.keyboard.press('Tab')
  await expect(simultaneous).toHaveValue('5')
})

test('the welcome screen appears once', async ({ rill }) => {
  await rill.launch()
  const region = (name: string): Locator => rill.page.getByRole('region', { name })
  const welcome = (): Locator => region(t('welcome.title'))
  await expect(welcome().getByLabel(t('settings.items.folder.label'))).toHaveValue(rill.folder)
  const theme = welcome().getByLabel(t('settings.items.theme.label'))
  await theme.selectOption(t('settings.themes.dark'))
  await expect(rill.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await startInTray(welcome()).click()
  await startInTray(welcome()).click()
  await welcome()
    .getByRole('button', { name: t('welcome.done') })
    .click()
  await expect(welcome()).toBeHidden()
  await expect(region(t('empty.tips'))).toBeVisible()
  await rill.restart()
  await expect(region(t('empty.tips'))).toBeVisible()
  await expect(welcome()).toBeHidden()
})

test('the keyboard zooms the window', async ({ rill }) => {
  await rill.launch()
  const { page } = rill
  const expectZoom = async (factor: number): Promise<void> => {
    await expect.poll(() => page.evaluate(() => window.devicePixelRatio)).toBeCloseTo(factor, 1)
  }
  await page.keyboard.press('Control+=')
  await expectZoom(1.1)
  await rill.updateSettings({ ui: { zoom: 2 } })
  await expectZoom(2)
  await expect(page.getByRole('button', { name: 'Add downloads' }).first()).toBeInViewport()
  const isWider = () => page.evaluate(() => document.body.scrollWidth > window.innerWidth)
  await expect.poll(isWider).toBe(false)
  await page.keyboard.press('Control+0')
  await expectZoom(1)
})
