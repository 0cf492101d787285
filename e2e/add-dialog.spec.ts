import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
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
import { detailsOf } from './fixtures/details'
import { sha256OfPath } from './fixtures/files'
import { expect, sharingTest as test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { startsWith, t } from './fixtures/texts'

const file = fileBody(401, 300_000)

test.beforeEach(async ({ rill }) => {
  // As in a real start: Rill checks the links before they are added.
  await rill.updateSettings({ ui: { addDefaults: DEFAULT_UI.addDefaults } })
})

/** Opens the dialog and types into its field. */
async function type(rill: RillApp, text: string): Promise<Locator> {
  await rill.page.keyboard.press('Control+N')
  const dialog = rill.dialog('Add downloads')
  await dialog.getByRole('textbox', { name: 'Links' }).fill(text)
  return dialog
}

/** Pastes text onto the window that another program has put on the clipboard. */
async function paste(rill: RillApp, text: string): Promise<Locator> {
  await rill.desktop.copyText(text)
  await rill.page.keyboard.press('Control+V')
  return rill.dialog('Add downloads')
}

/** Pastes a part of a web page. */
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
    .getByRole('region', { name: t('add.items') })
    .getByRole('listitem')
    .filter({ hasText: name })
}

function choice(dialog: Locator, name: string): Locator {
  return dialog.getByRole('combobox', { name: t('add.whatToDo', { name }) })
}

async function start(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(dialog).toBeHidden()
}

async function chooseLater(rill: RillApp, dialog: Locator, time: string): Promise<void> {
  await dialog.getByRole('button', { name: t('add.when'), exact: true }).click()
  await rill.page.getByRole('menuitem', { name: t('add.whens.later') }).click()
  await dialog.getByLabel(t('add.at')).fill(time)
}

test('a pattern expands into its downloads', async ({ rill, serve }) => {
  const routes = ['08', '09', '10'].map((n) => [`/part-${n}.zip`, goodServer(file)] as const)
  const server = await serve(Object.fromEntries(routes))
  const dialog = await type(rill, server.url('/part-[08-10].zip'))
  const patterns = dialog.getByRole('list', { name: t('add.patterns') })
  await expect(patterns).toContainText(t('add.count', { count: 3 }))
  await expect(patterns).toContainText('part-08.zip')
  await expect(patterns).toContainText('part-10.zip')
  await start(dialog)
  for (const n of ['08', '09', '10']) await rill.expectState(`part-${n}.zip`, 'completed')
})

test('text without a usable link cannot be added', async ({ rill }) => {
  const dialog = await type(rill, 'http://127.0.0.1:1/[1-20000].zip')
  const remark = (text: string): Locator => dialog.getByRole('status').filter({ hasText: text })
  await expect(remark(t('add.remarks.too-many'))).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Links' }).fill('ftp://example.com/a\nhello')
  await expect(remark(t('add.remarks.too-many'))).toBeHidden()
  await expect(dialog).toContainText('ftp://example.com/a')
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled()
  await rill.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await paste(rill, `curl http://127.0.0.1:1/x --data-raw 'a=1'`)
  await expect(remark(t('add.remarks.curl-sends-data'))).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled()
})

test('ten thousand links are scrolled through', async ({ rill }) => {
  const dialog = await type(rill, 'http://127.0.0.1:1/[00001-10000].zip')
  const count = t('add.count', { count: 10_000 })
  await expect(dialog.getByRole('status').filter({ hasText: count })).toBeVisible()
  const list = dialog.getByRole('region', { name: t('add.items') })
  await list.focus()
  await rill.page.keyboard.press('End')
  await expect(item(dialog, '10000.zip')).toBeVisible()
  expect(await list.getByRole('listitem').count()).toBeLessThan(60)
})

test('a pasted part of a web page gives its links', async ({ rill, serve }) => {
  const server = await serve({ '/one.zip': goodServer(file), '/two.zip': goodServer(file) })
  const html = ['one', 'two'].map((n) => `<p><a href="${server.url(`/${n}.zip`)}">Get ${n}</a></p>`)
  const dialog = await pastePage(rill, 'Get one Get two', html.join(''))
  await expect(item(dialog, 'one.zip')).toBeVisible()
  await start(dialog)
  await rill.expectState('one.zip', 'completed')
  await rill.expectState('two.zip', 'completed')
})

test('a pasted cURL command keeps its headers and file name', async ({ rill, serve }) => {
  const server = await serve({ '/x': needsHeader('x-key', /^sesame$/u, goodServer(file)) })
  const text = `curl '${server.url('/x')}' \\\n  -H 'X-Key: sesame' \\\n  -o mine.bin --compressed`
  const dialog = await paste(rill, text)
  await expect(item(dialog, 'mine.bin')).toContainText(t('add.withOptions'))
  await expect(item(dialog, 'mine.bin')).toContainText('300.0 kB')
  await start(dialog)
  await rill.expectState('mine.bin', 'completed')
  expect(await sha256OfPath(rill.path('mine.bin'))).toBe(file.sha256())
})

test('a checksum below a link proves the file', async ({ rill, serve }) => {
  const server = await serve({ '/sum.bin': goodServer(file, { etag: null, lastModified: null }) })
  const dialog = await type(rill, `${server.url('/sum.bin')}\n${file.sha256()}  sum.bin`)
  await expect(item(dialog, 'sum.bin')).toContainText(t('add.withChecksum'))
  await start(dialog)
  await rill.expectState('sum.bin', 'completed')
  const drawer = await detailsOf(rill, 'sum.bin')
  await expect(drawer).toContainText(t('details.provenBy.checksum'))
})

test('every link is checked before it is added', async ({ rill, serve }) => {
  const server = await serve({
    '/good.iso': goodServer(file),
    '/private.iso': needsBasicLogin(goodServer(file)),
    '/gone.iso': statusOnly(404),
    '/once.iso': noRangeServer(file),
    '/no.iso': forbidden(),
  })
  const names = ['good', 'private', 'gone', 'once', 'no']
  const dialog = await type(rill, names.map((name) => server.url(`/${name}.iso`)).join('\n'))
  const { host } = server
  await expect(item(dialog, 'good.iso')).toContainText(t('add.resumable'))
  await expect(item(dialog, 'good.iso')).toContainText('300.0 kB')
  await expect(item(dialog, 'private.iso')).toContainText(
    t('errors.unauthorized.happened_host', { host }),
  )
  await expect(item(dialog, 'gone.iso')).toContainText(
    t('errors.not-found.happened_host', { host }),
  )
  await expect(item(dialog, 'once.iso')).toContainText(t('add.notResumable'))
  await expect(item(dialog, 'no.iso')).toContainText(t('errors.forbidden.happened_host', { host }))
  await rill.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await rill.roundTrip()
  await expect(rill.row('good.iso')).toHaveCount(0)
})

test('a link that needs a login is checked again with one', async ({ rill, serve }) => {
  const server = await serve({ '/locked.iso': needsBasicLogin(goodServer(file)) })
  const dialog = await type(rill, server.url('/locked.iso'))
  await dialog.getByRole('button', { name: t('add.logInFor', { name: 'locked.iso' }) }).click()
  await expect(dialog.getByRole('textbox', { name: t('add.fields.user') })).toBeFocused()
  await rill.page.keyboard.type(LOGIN.user)
  await dialog.getByLabel(t('add.fields.password')).fill(LOGIN.password)
  await expect(item(dialog, 'locked.iso')).toContainText(t('add.resumable'))
  await start(dialog)
  await rill.expectState('locked.iso', 'completed')
})

test('links are not checked when the person opts out', async ({ rill, serve }) => {
  const server = await serve({ '/single-use.iso': goodServer(file) })
  const dialog = await type(rill, '')
  await dialog.getByRole('button', { name: t('add.moreOptions') }).click()
  await dialog.getByRole('checkbox', { name: t('add.looks') }).uncheck()
  await dialog.getByRole('textbox', { name: 'Links' }).fill(server.url('/single-use.iso'))
  await start(dialog)
  await rill.expectState('single-use.iso', 'completed')
  expect(server.requests).toHaveLength(1)
})

test('a link can be renamed or left out', async ({ rill, serve }) => {
  const server = await serve({ '/a.bin': goodServer(file), '/b.bin': goodServer(file) })
  const dialog = await type(rill, `${server.url('/a.bin')}\n${server.url('/b.bin')}`)
  await dialog.getByRole('button', { name: t('add.remove', { name: 'a.bin' }) }).click()
  await dialog.getByRole('button', { name: t('add.rename', { name: 'b.bin' }) }).click()
  await dialog.getByRole('textbox', { name: t('add.name') }).fill('c.bin')
  await rill.page.keyboard.press('Enter')
  await expect(item(dialog, 'c.bin')).toBeVisible()
  const rename = dialog.getByRole('button', { name: t('add.rename', { name: 'c.bin' }) })
  await rename.click()
  await dialog.getByRole('textbox', { name: t('add.name') }).fill('d.bin')
  await rill.page.keyboard.press('Escape')
  await expect(rename).toBeFocused()
  await start(dialog)
  await rill.expectState('c.bin', 'completed')
  await expect(rill.row('a.bin')).toHaveCount(0)
})

test('an existing file is replaced on request', async ({ rill, serve }) => {
  const server = await serve({ '/report.pdf': goodServer(file) })
  await writeFile(rill.path('report.pdf'), 'old')
  const dialog = await type(rill, server.url('/report.pdf'))
  await choice(dialog, 'report.pdf').selectOption(t('add.choices.overwrite'))
  await start(dialog)
  await rill.expectState('report.pdf', 'completed')
  expect(await sha256OfPath(rill.path('report.pdf'))).toBe(file.sha256())
})

test('an existing file is kept and the new one numbered', async ({ rill, serve }) => {
  const server = await serve({ '/minutes.pdf': goodServer(file) })
  await writeFile(rill.path('minutes.pdf'), 'old')
  const dialog = await type(rill, server.url('/minutes.pdf'))
  await expect(item(dialog, 'minutes.pdf')).toContainText(t('add.there.file'))
  await start(dialog)
  await rill.expectState('minutes (1).pdf', 'completed')
  expect(await sha256OfPath(rill.path('minutes (1).pdf'))).toBe(file.sha256())
  expect(await readFile(rill.path('minutes.pdf'), 'utf8')).toBe('old')
})

test('a link whose file exists can be skipped', async ({ rill, serve }) => {
  const server = await serve({ '/kept.pdf': goodServer(file), '/new.pdf': goodServer(file) })
  await writeFile(rill.path('kept.pdf'), 'old')
  const dialog = await type(rill, `${server.url('/kept.pdf')}\n${server.url('/new.pdf')}`)
  await choice(dialog, 'kept.pdf').selectOption(t('add.choices.skip'))
  await start(dialog)
  await rill.expectState('new.pdf', 'completed')
  await expect(rill.row('kept.pdf')).toHaveCount(0)
  await expect(rill.row('kept (1).pdf')).toHaveCount(0)
})

test('a link already in the list leads to its download', async ({ rill, serve }) => {
  const server = await serve({ '/twice.pdf': goodServer(file) })
  await rill.addLinks([server.url('/twice.pdf')])
  await rill.expectState('twice.pdf', 'completed')
  const dialog = await type(rill, server.url('/twice.pdf'))
  const values = { name: 'twice.pdf', state: t('states.completed') }
  await expect(item(dialog, 'twice.pdf')).toContainText(t('add.there.link', values))
  await choice(dialog, 'twice.pdf').selectOption(t('add.choices.show'))
  await start(dialog)
  await expect(rill.row('twice.pdf')).toHaveCount(1)
  await expect(rill.row('twice (1).pdf')).toHaveCount(0)
})

test('a paused download continues from a new link', async ({ rill, serve }) => {
  const gate = new Gate(100_000)
  const server = await serve({
    '/old/moved.bin': goodServer(file, { gate }),
    '/new/moved.bin': goodServer(file),
  })
  await rill.addLinks([server.url('/old/moved.bin')])
  await rill.expectProgress('moved.bin', 1)
  await rill.press('Pause', 'moved.bin')
  await rill.expectState('moved.bin', 'paused')
  const dialog = await type(rill, server.url('/new/moved.bin'))
  await choice(dialog, 'moved.bin').selectOption(t('add.choices.relink'))
  await start(dialog)
  await rill.expectState('moved.bin', 'completed')
  await expect(rill.row('moved (1).bin')).toHaveCount(0)
  const drawer = await detailsOf(rill, 'moved.bin')
  await expect(drawer).toContainText(server.url('/new/moved.bin'))
  expect(await sha256OfPath(rill.path('moved.bin'))).toBe(file.sha256())
})

test('files go to the folders of their categories', async ({ rill, serve }) => {
  const server = await serve({ '/film.mkv': goodServer(file), '/paper.xyz': goodServer(file) })
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
  await expect(dialog).toContainText(t('add.elsewhere', { count: 1 }))
  await start(dialog)
  await rill.expectState('film.mkv', 'completed')
  await rill.expectState('paper.xyz', 'completed')
  expect(await sha256OfPath(join(videos, 'film.mkv'))).toBe(file.sha256())
  expect(await sha256OfPath(rill.path('paper.xyz'))).toBe(file.sha256())
})

test('the dialog compares the needed space with the free space', async ({ rill, serve }) => {
  const server = await serve({ '/room.bin': goodServer(file) })
  const dialog = await type(rill, '')
  const status = (text: string): Locator => {
    const [before = '', after = ''] = text.split('FREE')
    return dialog
      .getByRole('status')
      .filter({ hasText: startsWith(before) })
      .filter({ hasText: after })
  }
  await expect(status(t('add.free', { free: 'FREE' }))).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Links' }).fill(server.url('/room.bin'))
  const needed = '300.0 kB'
  await expect(status(t('add.needs', { needed, free: 'FREE' }))).toBeVisible()
})

test('the menu offers a folder used before', async ({ rill, serve }) => {
  const server = await serve({ '/folder.bin': goodServer(file) })
  const other = join(rill.folder, 'other')
  await rill.addLinks([server.url('/folder.bin')], { dir: other })
  await rill.expectState('folder.bin', 'completed')
  const dialog = await type(rill, '')
  await dialog.getByRole('button', { name: t('add.recent') }).click()
  await rill.page.getByRole('menuitem', { name: other }).click()
  await expect(dialog.getByRole('textbox', { name: 'Save to' })).toHaveValue(other)
})

test('a scheduled download waits for its start time', async ({ rill, serve }) => {
  const server = await serve({ '/scheduled.bin': goodServer(file) })
  const dialog = await type(rill, server.url('/scheduled.bin'))
  await chooseLater(rill, dialog, '2099-01-02T03:04')
  await dialog.getByRole('button', { name: t('add.startLater') }).click()
  await expect(dialog).toBeHidden()
  await rill.expectState('scheduled.bin', 'queued')
  await expect(rill.row('scheduled.bin')).toContainText(t('row.startsAt', { time: '' }).trim())
  await rill.restart()
  await rill.expectState('scheduled.bin', 'queued')
  await rill.press('Pause', 'scheduled.bin')
  await rill.expectState('scheduled.bin', 'paused')
  await rill.press('Resume', 'scheduled.bin')
  await rill.expectState('scheduled.bin', 'completed')
})
