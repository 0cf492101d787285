import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import {
  fileBody,
  forbidden,
  Gate,
  goodServer,
  LOGIN,
  needsBasicLogin,
  redirects,
  throttled,
} from '../test/servers'
import { MIB } from './fixtures/bystander'
import { PROJECT } from './fixtures/electron-binary'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

/** The drawer, opened on the row of this download. */
async function detailsOf(rill: RillApp, name: string): Promise<Locator> {
  await rill.row(name).focus()
  const drawer = rill.page.getByRole('region', { name: 'Details' })
  if (!(await drawer.isVisible())) await rill.page.keyboard.press('Alt+Enter')
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

const file = fileBody(73, 24 * MIB)

test('the overview tells where a file comes from, and is copied from', async ({ rill, serve }) => {
  const server = await serve({ '/go.bin': redirects('/real.bin'), '/real.bin': goodServer(file) })
  await rill.launch()
  await rill.addLinks([server.url('/go.bin')])
  await rill.expectState('real.bin', 'completed')
  const drawer = await detailsOf(rill, 'real.bin')
  const overview = drawer.getByRole('tabpanel', { name: 'Overview' })
  await expect(overview).toContainText(server.url('/go.bin'))
  await expect(overview).toContainText(server.url('/real.bin'))
  await expect(overview).toContainText('Yes')
  await expect(overview).toContainText('version tag (ETag)')
  await overview.getByRole('button', { name: 'Copy: Final link' }).click()
  const copied = (): Promise<string> => rill.app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toBe(server.url('/real.bin'))
})

test('the segments show each connection at work, until all is there', async ({ rill, serve }) => {
  const gate = new Gate(8 * MIB)
  const server = await serve({ '/big.bin': throttled(file, 4 * MIB, { gate }) })
  await rill.launch()
  await rill.updateSettings({ connectionsPerDownload: 3 })
  await rill.addLinks([server.url('/big.bin')])
  const drawer = await detailsOf(rill, 'big.bin')
  const segments = await tab(drawer, 'Segments')
  await expect(segments.getByRole('img', { name: /3 active connections/u })).toBeVisible()
  await expect(segments.getByRole('table', { name: 'Active connections' })).toBeVisible()
  await expect(segments.getByRole('row')).toHaveCount(4)
  gate.open()
  await rill.expectState('big.bin', 'completed')
  await expect(segments.getByRole('img', { name: /100%.* downloaded/u })).toBeVisible()
  await expect(segments.getByRole('table')).toBeHidden()
})

test('the speed of a download is still there after a restart', async ({ rill, serve }) => {
  const gate = new Gate(12 * MIB)
  const server = await serve({ '/big.bin': throttled(file, MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/big.bin')])
  let drawer = await detailsOf(rill, 'big.bin')
  let speed = await tab(drawer, 'Speed')
  const chart = /over the last 60 seconds: .* now/u
  await expect(speed.getByRole('img', { name: chart })).toBeVisible()
  await expect(speed).toContainText(/Highest\s*[1-9]/u)
  await rill.quit()
  await rill.launch()
  gate.open()
  await rill.expectState('big.bin', 'completed')
  drawer = await detailsOf(rill, 'big.bin')
  speed = await tab(drawer, 'Speed')
  await expect(speed.getByRole('img', { name: /over the entire download/u })).toBeVisible()
})

test('the timeline tells what happened, and is copied and saved without secrets', async ({
  rill,
  serve,
}) => {
  const server = await serve({ '/gone.bin': forbidden() })
  await rill.launch()
  await rill.addLinks([`${server.url('/gone.bin')}?token=secret`])
  await rill.expectState('gone.bin', 'needs-link')
  const drawer = await detailsOf(rill, 'gone.bin')
  const timeline = await tab(drawer, 'Timeline')
  const happened = timeline.getByRole('list', { name: 'Timeline' })
  await expect(happened).toContainText('Started')
  await expect(happened).toContainText(`Needs a new link. ${server.host} denies access`)
  await timeline.getByRole('button', { name: 'Copy' }).click()
  const copied = (): Promise<string> => rill.app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toContain('forbidden')
  expect(await copied()).not.toContain('secret')

  const path = rill.path('story.txt')
  await rill.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await timeline.getByRole('button', { name: 'Save' }).click()
  const saved = (): Promise<string> => readFile(path, 'utf8').catch(() => '')
  await expect.poll(saved).toBe(await copied())
})

test('a limit and connections are changed while bytes come in', async ({ rill, serve }) => {
  const gate = new Gate(8 * MIB)
  const server = await serve({ '/big.bin': throttled(file, 2 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/big.bin')])
  const drawer = await detailsOf(rill, 'big.bin')
  const options = await tab(drawer, 'Options')
  const limit = options.getByRole('textbox', { name: 'Speed limit' })
  await limit.fill('fast')
  await limit.press('Enter')
  await expect(options.getByRole('alert')).toHaveText('Not a valid value.')
  await limit.press('Escape')
  await expect(limit).toHaveValue('')
  await limit.fill('100 kB')
  await limit.press('Enter')
  await expect(limit).toHaveValue('100 kB/s')
  await options.getByRole('textbox', { name: 'Connections' }).fill('1')
  await options.getByRole('textbox', { name: 'Connections' }).press('Enter')
  gate.open()
  const overview = await tab(drawer, 'Overview')
  await expect(overview).toContainText('1 of 1')
  await expect(overview).toContainText('The maximum you set for this download.')
  await tab(drawer, 'Options')
  await limit.fill('')
  await limit.press('Enter')
  await rill.expectState('big.bin', 'completed')
  expect(await sha256OfPath(rill.path('big.bin'))).toBe(file.sha256())
})

test('a name and a folder are changed while bytes come in, and after', async ({ rill, serve }) => {
  const gate = new Gate(4 * MIB)
  const server = await serve({ '/big.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/big.bin')])
  const drawer = await detailsOf(rill, 'big.bin')
  const options = await tab(drawer, 'Options')
  const change = async (name: string, text: string): Promise<void> => {
    await options.getByRole('textbox', { name, exact: true }).fill(text)
    await options.getByRole('textbox', { name, exact: true }).press('Enter')
  }
  await change('Folder', rill.path('elsewhere'))
  await expect(options.getByText('Changed.')).toBeVisible()
  expect(await exists(rill.path('elsewhere/big.bin.part'))).toBe(true)
  await change('Name', 'other.bin')
  await expect(drawer.getByRole('heading', { name: 'other.bin' })).toBeVisible()
  gate.open()
  await rill.expectState('other.bin', 'completed')
  expect(await sha256OfPath(rill.path('elsewhere/other.bin'))).toBe(file.sha256())
  await change('Name', 'last.bin')
  await expect.poll(() => exists(rill.path('elsewhere/last.bin'))).toBe(true)
  await rill.expectState('last.bin', 'completed')
})

test('an option is sent once, though its field is left before the answer has come', async ({
  rill,
  serve,
}) => {
  const server = await serve({ '/a.bin': goodServer(file) })
  await rill.launch()
  await rill.addLinks([server.url('/a.bin')], { paused: true })
  const options = await tab(await detailsOf(rill, 'a.bin'), 'Options')
  await rill.app.evaluate(({ ipcMain }) => {
    globalThis.rillChanges = 0
    ipcMain.removeHandler('rill:changeDownload')
    ipcMain.handle('rill:changeDownload', () => {
      globalThis.rillChanges += 1
      return new Promise(() => undefined)
    })
  })
  const limit = options.getByRole('textbox', { name: 'Speed limit' })
  await limit.fill('100 kB')
  await limit.press('Enter')
  await options.getByRole('textbox', { name: 'Connections' }).focus()
  // A command goes to the main process and back: by then a second change would have come.
  await rill.page.evaluate(() => window.rill.listIds({}))
  expect(await rill.app.evaluate(() => globalThis.rillChanges)).toBe(1)
})

test('an error comes with a button that leads to its cure', async ({ rill, serve }) => {
  const server = await serve({ '/members.bin': needsBasicLogin(goodServer(file)) })
  await rill.launch()
  await rill.addLinks([server.url('/members.bin')])
  await rill.expectState('members.bin', 'needs-link')
  const drawer = await detailsOf(rill, 'members.bin')
  const trouble = drawer.getByRole('region', { name: 'Problem and remedies' })
  await expect(trouble).toContainText('asks for a user name and password')
  await trouble.getByRole('button', { name: 'Log in members.bin' }).click()
  const user = drawer.getByRole('textbox', { name: 'User name' })
  await expect(user).toBeFocused()
  await user.fill(LOGIN.user)
  await user.press('Enter')
  const password = drawer.getByLabel('Password')
  await expect(password).toBeEnabled()
  await password.fill(LOGIN.password)
  await password.press('Enter')
  await rill.expectState('members.bin', 'completed')
})

test('the drawer is opened, sized and closed by the keyboard, and remembered', async ({
  rill,
  serve,
}) => {
  const server = await serve({ '/a.bin': goodServer(file), '/b.bin': goodServer(file) })
  await rill.launch()
  await rill.addLinks([server.url('/a.bin'), server.url('/b.bin')])
  await rill.expectState('b.bin', 'completed')
  const drawer = await detailsOf(rill, 'a.bin')
  await rill.row('b.bin').focus()
  await expect(drawer.getByRole('heading', { name: 'b.bin' })).toBeVisible()
  const handle = drawer.getByRole('separator', { name: 'Height of the details' })
  const heightNow = async (): Promise<number> => Number(await handle.getAttribute('aria-valuenow'))
  const before = await heightNow()
  await handle.focus()
  await rill.page.keyboard.press('ArrowUp')
  await expect.poll(heightNow).toBeGreaterThan(before)
  const height = await heightNow()
  await rill.quit()
  await rill.launch()
  await expect(rill.page.getByRole('region', { name: 'Details' })).toBeVisible()
  const again = await detailsOf(rill, 'a.bin')
  const handleAgain = again.getByRole('separator', { name: 'Height of the details' })
  await expect(handleAgain).toHaveAttribute('aria-valuenow', String(height))
  await handleAgain.focus()
  await rill.page.keyboard.press('Escape')
  await expect(again).toBeHidden()
  await expect(rill.row('a.bin')).toBeFocused()
})

test('details that are closed stay so when an older message says that they are open', async ({
  rill,
  serve,
}) => {
  const server = await serve({ '/a.bin': goodServer(file) })
  await rill.launch()
  await rill.addLinks([server.url('/a.bin')])
  await rill.expectState('a.bin', 'completed')
  const drawer = await detailsOf(rill, 'a.bin')
  await rill.page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  for (const isOpen of [false, true]) {
    await rill.page.evaluate(async (open) => {
      const heard = new Promise<void>((resolve) => {
        window.rill.on('settings', ({ ui }) => {
          if (ui.drawer.open === open) resolve()
        })
      })
      await window.rill.updateSettings({ ui: { drawer: { open, height: 300 } } })
      await heard
    }, isOpen)
  }
  await rill.settle()
  await expect(drawer).toBeHidden()
})

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing in the details in ${theme}`, async ({ rill, serve }) => {
    const gate = new Gate(6 * MIB)
    const server = await serve({
      '/big.bin': throttled(file, 2 * MIB, { gate }),
      '/members.bin': forbidden(),
    })
    await rill.launch()
    await rill.updateSettings({ ui: { theme } })
    await rill.addLinks([server.url('/big.bin'), server.url('/members.bin')])
    await rill.expectState('members.bin', 'needs-link')
    const drawer = await detailsOf(rill, 'big.bin')
    const violations = async (): Promise<string[]> => {
      await rill.settle()
      const { violations: found } = await new AxeBuilder({ page: rill.page })
        .setLegacyMode(true)
        .analyze()
      return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    }
    for (const name of ['Overview', 'Segments', 'Speed', 'Timeline', 'Options']) {
      await tab(drawer, name)
      expect(await violations(), name).toEqual([])
    }
    await detailsOf(rill, 'members.bin')
    expect(await violations(), 'trouble').toEqual([])
    if (theme === 'contrast') await picture(rill, 'contrast-trouble')
    gate.open()
  })
}
