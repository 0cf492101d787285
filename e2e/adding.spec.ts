import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { DEFAULT_UI } from '../src/shared/ui-preferences'
import {
  fileBody,
  forbidden,
  Gate,
  goodServer,
  LOGIN,
  needsBasicLogin,
  needsHeader,
  noRangeServer,
  statusOnly,
} from '../test/servers'
import { sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

const file = fileBody(401, 300_000)

/** Starts Rill as it comes: it asks servers about links. */
async function launch(rill: RillApp): Promise<void> {
  await rill.launch()
  await rill.updateSettings({ ui: { addDefaults: DEFAULT_UI.addDefaults } })
}

/** Opens the dialog and types into its field. */
async function type(rill: RillApp, text: string): Promise<Locator> {
  await rill.page.keyboard.press('Control+N')
  const dialog = rill.dialog('Add downloads')
  await dialog.getByRole('textbox', { name: 'Links' }).fill(text)
  return dialog
}

/** Pastes text onto the window that another program has put on the clipboard. */
async function paste(rill: RillApp, text: string): Promise<Locator> {
  await rill.app.evaluate(({ clipboard }, content) => clipboard.writeText(content), text)
  await rill.page.keyboard.press('Control+V')
  return rill.dialog('Add downloads')
}

/** Pastes a part of a page. */
async function pastePage(rill: RillApp, text: string, html: string): Promise<Locator> {
  await rill.page.evaluate(
    ([plain, markup]) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', plain)
      clipboardData.setData('text/html', markup)
      const options = { clipboardData, bubbles: true, cancelable: true }
      document.body.dispatchEvent(new ClipboardEvent('paste', options))
    },
    [text, html] as const,
  )
  return rill.dialog('Add downloads')
}

function item(dialog: Locator, name: string): Locator {
  return dialog
    .getByRole('region', { name: 'Downloads to add' })
    .getByRole('listitem')
    .filter({ hasText: name })
}

async function start(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog).toBeHidden()
}

const pressing = (page: Page, name: string): Promise<void> =>
  page.getByRole('menuitem', { name }).click()

test('a pattern shows what it stands for, and becomes so many downloads', async ({
  rill,
  serve,
}) => {
  const routes = ['08', '09', '10'].map((n) => [`/part-${n}.zip`, goodServer(file)] as const)
  const server = await serve(Object.fromEntries(routes))
  await launch(rill)
  const dialog = await type(rill, server.url('/part-[08-10].zip'))
  const patterns = dialog.getByRole('list', { name: 'Patterns' })
  await expect(patterns).toContainText('3 links')
  await expect(patterns).toContainText('part-08.zip')
  await expect(patterns).toContainText('part-10.zip')
  await start(dialog)
  for (const n of ['08', '09', '10']) await rill.expectState(`part-${n}.zip`, 'completed')
})

test('a pattern of too many links adds none of them', async ({ rill }) => {
  await launch(rill)
  const dialog = await type(rill, 'http://127.0.0.1:1/[1-20000].zip')
  await expect(dialog.getByRole('status').filter({ hasText: '10,000' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled()
})

test('ten thousand links can be looked through', async ({ rill }) => {
  await launch(rill)
  const dialog = await type(rill, 'http://127.0.0.1:1/[00001-10000].zip')
  await expect(dialog.getByRole('status').filter({ hasText: '10,000 links' })).toBeVisible()
  const list = dialog.getByRole('region', { name: 'Downloads to add' })
  await list.focus()
  await rill.page.keyboard.press('End')
  await expect(item(dialog, '10000.zip')).toBeVisible()
  expect(await list.getByRole('listitem').count()).toBeLessThan(60)
})

test('the links of a copied part of a page fill the dialog', async ({ rill, serve }) => {
  const server = await serve({ '/one.zip': goodServer(file), '/two.zip': goodServer(file) })
  await launch(rill)
  const html = ['one', 'two'].map((n) => `<p><a href="${server.url(`/${n}.zip`)}">Get ${n}</a></p>`)
  const dialog = await pastePage(rill, 'Get one Get two', html.join(''))
  await expect(item(dialog, 'one.zip')).toBeVisible()
  await start(dialog)
  await rill.expectState('one.zip', 'completed')
  await rill.expectState('two.zip', 'completed')
})

test('a pasted command of curl brings its headers and its name', async ({ rill, serve }) => {
  const server = await serve({ '/x': needsHeader('x-key', /^sesame$/u, goodServer(file)) })
  await launch(rill)
  const text = `curl '${server.url('/x')}' \\\n  -H 'X-Key: sesame' \\\n  -o mine.bin --compressed`
  const dialog = await paste(rill, text)
  await expect(item(dialog, 'mine.bin')).toContainText('with its own headers')
  await expect(item(dialog, 'mine.bin')).toContainText('300.0 kB')
  await start(dialog)
  await rill.expectState('mine.bin', 'completed')
  expect(await sha256OfPath(rill.path('mine.bin'))).toBe(file.sha256())
})

test('a command of curl that sends data is refused', async ({ rill }) => {
  await launch(rill)
  const dialog = await paste(rill, `curl http://127.0.0.1:1/x --data-raw 'a=1'`)
  await expect(dialog.getByRole('status').filter({ hasText: 'sends data' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled()
})

test('a checksum below a link proves the file', async ({ rill, serve }) => {
  const server = await serve({ '/x.bin': goodServer(file, { etag: null, lastModified: null }) })
  await launch(rill)
  const dialog = await type(rill, `${server.url('/x.bin')}\n${file.sha256()}  x.bin`)
  await expect(item(dialog, 'x.bin')).toContainText('with a checksum')
  await start(dialog)
  await rill.expectState('x.bin', 'completed')
  expect((await rill.view('x.bin'))?.proof).toBe('checksum')
})

test('each link is looked at before anything is added', async ({ rill, serve }) => {
  const server = await serve({
    '/good.iso': goodServer(file),
    '/locked.iso': needsBasicLogin(goodServer(file)),
    '/gone.iso': statusOnly(404),
    '/once.iso': noRangeServer(file),
    '/no.iso': forbidden(),
  })
  await launch(rill)
  const names = ['good', 'locked', 'gone', 'once', 'no']
  const dialog = await type(rill, names.map((name) => server.url(`/${name}.iso`)).join('\n'))
  await expect(item(dialog, 'good.iso')).toContainText('Resumable')
  await expect(item(dialog, 'good.iso')).toContainText('300.0 kB')
  await expect(item(dialog, 'locked.iso')).toContainText('user name and password (401)')
  await expect(item(dialog, 'gone.iso')).toContainText('no such file (404)')
  await expect(item(dialog, 'once.iso')).toContainText('Not resumable')
  await expect(item(dialog, 'no.iso')).toContainText('denies access')
  expect(await rill.view('good.iso')).toBeUndefined()
})

test('a link that wants a login is looked at again with it', async ({ rill, serve }) => {
  const server = await serve({ '/locked.iso': needsBasicLogin(goodServer(file)) })
  await launch(rill)
  const dialog = await type(rill, server.url('/locked.iso'))
  await dialog.getByRole('button', { name: 'Log in for locked.iso' }).click()
  await expect(dialog.getByRole('textbox', { name: 'User name' })).toBeFocused()
  await rill.page.keyboard.type(LOGIN.user)
  await dialog.getByLabel('Password').fill(LOGIN.password)
  await expect(item(dialog, 'locked.iso')).toContainText('Resumable')
  await start(dialog)
  await rill.expectState('locked.iso', 'completed')
})

test('nobody is asked about links when the person does not want it', async ({ rill, serve }) => {
  const server = await serve({ '/once.iso': goodServer(file) })
  await launch(rill)
  const dialog = await type(rill, '')
  await dialog.getByRole('button', { name: 'More options' }).click()
  await dialog.getByRole('checkbox', { name: 'Check links before adding them' }).uncheck()
  await dialog.getByRole('textbox', { name: 'Links' }).fill(server.url('/once.iso'))
  await start(dialog)
  await rill.expectState('once.iso', 'completed')
  expect(server.requests).toHaveLength(1)
})

test('a link can be renamed and left out', async ({ rill, serve }) => {
  const server = await serve({ '/a.bin': goodServer(file), '/b.bin': goodServer(file) })
  await launch(rill)
  const dialog = await type(rill, `${server.url('/a.bin')}\n${server.url('/b.bin')}`)
  await dialog.getByRole('button', { name: 'Remove a.bin' }).click()
  await dialog.getByRole('button', { name: 'Rename b.bin' }).click()
  await dialog.getByRole('textbox', { name: 'File name' }).fill('c.bin')
  await rill.page.keyboard.press('Enter')
  await expect(item(dialog, 'c.bin')).toBeVisible()
  await dialog.getByRole('button', { name: 'Rename c.bin' }).click()
  await dialog.getByRole('textbox', { name: 'File name' }).fill('d.bin')
  await rill.page.keyboard.press('Escape')
  await expect(dialog.getByRole('button', { name: 'Rename c.bin' })).toBeFocused()
  await start(dialog)
  await rill.expectState('c.bin', 'completed')
  await expect(rill.row('a.bin')).toHaveCount(0)
})

test('a file that is there already is replaced when the person says so', async ({
  rill,
  serve,
}) => {
  const server = await serve({ '/report.pdf': goodServer(file) })
  await writeFile(rill.path('report.pdf'), 'old')
  await launch(rill)
  const dialog = await type(rill, server.url('/report.pdf'))
  const what = dialog.getByRole('combobox', { name: 'What to do with report.pdf' })
  await what.selectOption('Replace the file')
  await start(dialog)
  await rill.expectState('report.pdf', 'completed')
  expect(await sha256OfPath(rill.path('report.pdf'))).toBe(file.sha256())
})

test('a file that is there already is kept, and the new one numbered', async ({ rill, serve }) => {
  const server = await serve({ '/report.pdf': goodServer(file) })
  await writeFile(rill.path('report.pdf'), 'old')
  await launch(rill)
  const dialog = await type(rill, server.url('/report.pdf'))
  await expect(item(dialog, 'report.pdf')).toContainText('The folder already has')
  await start(dialog)
  await rill.expectState('report (1).pdf', 'completed')
  expect(await readFile(rill.path('report.pdf'), 'utf8')).toBe('old')
})

test('of links that are there already, those to be skipped are not added', async ({
  rill,
  serve,
}) => {
  const server = await serve({ '/a.pdf': goodServer(file), '/b.pdf': goodServer(file) })
  await writeFile(rill.path('a.pdf'), 'old')
  await launch(rill)
  const dialog = await type(rill, `${server.url('/a.pdf')}\n${server.url('/b.pdf')}`)
  await dialog.getByRole('combobox', { name: 'What to do with a.pdf' }).selectOption('Skip')
  await start(dialog)
  await rill.expectState('b.pdf', 'completed')
  await expect(rill.row('a.pdf')).toHaveCount(0)
  await expect(rill.row('a (1).pdf')).toHaveCount(0)
})

test('a link that is in the list already leads to its download', async ({ rill, serve }) => {
  const server = await serve({ '/a.pdf': goodServer(file) })
  await launch(rill)
  await rill.addLinks([server.url('/a.pdf')])
  await rill.expectState('a.pdf', 'completed')
  const dialog = await type(rill, server.url('/a.pdf'))
  await expect(item(dialog, 'a.pdf')).toContainText('Already in the list')
  await dialog
    .getByRole('combobox', { name: 'What to do with a.pdf' })
    .selectOption('Show the existing download')
  await start(dialog)
  await expect(rill.row('a.pdf')).toHaveCount(1)
  await expect(rill.row('a (1).pdf')).toHaveCount(0)
})

test('a download that is paused goes on with the new link', async ({ rill, serve }) => {
  const gate = new Gate(100_000)
  const server = await serve({
    '/old/a.bin': goodServer(file, { gate }),
    '/new/a.bin': goodServer(file),
  })
  await launch(rill)
  await rill.addLinks([server.url('/old/a.bin')])
  await expect.poll(() => rill.doneBytes('a.bin')).toBeGreaterThan(0)
  await rill.press('Pause', 'a.bin')
  await rill.expectState('a.bin', 'paused')
  const dialog = await type(rill, server.url('/new/a.bin'))
  await dialog
    .getByRole('combobox', { name: 'What to do with a.bin' })
    .selectOption("Update the existing download's link")
  await start(dialog)
  await rill.expectState('a.bin', 'completed')
  await expect(rill.row('a (1).bin')).toHaveCount(0)
  expect((await rill.view('a.bin'))?.url).toBe(server.url('/new/a.bin'))
  expect(await sha256OfPath(rill.path('a.bin'))).toBe(file.sha256())
})

test('files go to the folders of their categories', async ({ rill, serve }) => {
  const server = await serve({ '/film.mkv': goodServer(file), '/paper.xyz': goodServer(file) })
  await launch(rill)
  const videos = join(rill.folder, 'videos')
  await rill.updateSettings({
    categories: [{ id: 'video', extensions: ['mkv'], hosts: [], folder: videos }],
  })
  const dialog = await type(rill, server.url('/film.mkv'))
  await expect(dialog.getByRole('textbox', { name: 'Save to' })).toHaveValue(videos)
  await dialog
    .getByRole('textbox', { name: 'Links' })
    .fill(`${server.url('/film.mkv')}\n${server.url('/paper.xyz')}`)
  await expect(dialog.getByRole('textbox', { name: 'Save to' })).toHaveValue(rill.folder)
  await expect(dialog).toContainText("1 file goes to its category's folder")
  await start(dialog)
  await rill.expectState('film.mkv', 'completed')
  await rill.expectState('paper.xyz', 'completed')
  expect(await sha256OfPath(join(videos, 'film.mkv'))).toBe(file.sha256())
  expect(await sha256OfPath(rill.path('paper.xyz'))).toBe(file.sha256())
})

test('the room on the disk stands beside what is needed', async ({ rill, serve }) => {
  const server = await serve({ '/a.bin': goodServer(file) })
  await launch(rill)
  const dialog = await type(rill, '')
  await expect(dialog.getByRole('status').filter({ hasText: / free$/u })).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Links' }).fill(server.url('/a.bin'))
  await expect(
    dialog.getByRole('status').filter({ hasText: /^Needs 300\.0 kB of .* free$/u }),
  ).toBeVisible()
})

test('a folder that was used comes back in the menu', async ({ rill, serve }) => {
  const server = await serve({ '/a.bin': goodServer(file) })
  await launch(rill)
  const other = join(rill.folder, 'other')
  await rill.addLinks([server.url('/a.bin')], { dir: other })
  await rill.expectState('a.bin', 'completed')
  const dialog = await type(rill, '')
  await dialog.getByRole('button', { name: 'Recent folders' }).click()
  await pressing(rill.page, other)
  await expect(dialog.getByRole('textbox', { name: 'Save to' })).toHaveValue(other)
})

test('a download that is to start later waits for its time', async ({ rill, serve }) => {
  const server = await serve({ '/a.bin': goodServer(file) })
  await launch(rill)
  const dialog = await type(rill, server.url('/a.bin'))
  await dialog.getByRole('button', { name: 'When to start' }).click()
  await pressing(rill.page, 'Later…')
  await dialog.getByLabel('Start at').fill('2099-01-02T03:04')
  await dialog.getByRole('button', { name: 'Start later' }).click()
  await expect(dialog).toBeHidden()
  await rill.expectState('a.bin', 'queued')
  await expect(rill.row('a.bin')).toContainText('Starts')
  await rill.quit()
  await rill.launch()
  await rill.expectState('a.bin', 'queued')
  await rill.press('Pause', 'a.bin')
  await rill.press('Resume', 'a.bin')
  await rill.expectState('a.bin', 'completed')
})

test('a pasted link needs no more than Enter', async ({ rill, serve }) => {
  const server = await serve({ '/a.bin': goodServer(file) })
  await launch(rill)
  const dialog = await paste(rill, server.url('/a.bin'))
  await expect(dialog.getByRole('textbox', { name: 'Links' })).toBeFocused()
  await rill.page.keyboard.press('Enter')
  await rill.expectState('a.bin', 'completed')
})

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`axe finds nothing in the dialog in ${theme}`, async ({ rill, serve }) => {
    const server = await serve({
      '/good.iso': goodServer(file),
      '/locked.iso': needsBasicLogin(goodServer(file)),
      '/once.iso': noRangeServer(file),
      '/report.pdf': goodServer(file),
    })
    await writeFile(rill.path('report.pdf'), 'old')
    await launch(rill)
    await rill.updateSettings({ ui: { theme } })
    const names = ['report.pdf', 'locked.iso', 'once.iso', 'good.iso', '[1-3].zip', '[1-20000]']
    const links = names.map((name) => server.url('/') + name)
    const dialog = await type(rill, [...links, 'no link'].join('\n'))
    await expect(item(dialog, 'report.pdf')).toContainText('The folder already has')
    await expect(item(dialog, 'once.iso')).toContainText('Not resumable')
    await dialog.getByRole('button', { name: 'When to start' }).click()
    await pressing(rill.page, 'Later…')
    await dialog.getByRole('button', { name: 'More options' }).click()
    await dialog.getByRole('textbox', { name: 'Proxy' }).fill('x')
    await rill.settle()
    const { violations } = await new AxeBuilder({ page: rill.page }).setLegacyMode(true).analyze()
    expect(
      violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ).toEqual([])
  })
}
