import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { fileBody, goodServer } from '../test/servers'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { startsWith, t } from './fixtures/texts'

function link(rill: RillApp, group: string, name: string): Locator {
  return rill.page
    .getByRole('navigation', { name: group })
    .getByRole('link', { name: startsWith(name) })
}

function category(rill: RillApp, name: string): Locator {
  return link(rill, t('sidebar.categories'), name)
}

const VIDEO = t('categories.video')

const LINKS = [
  'http://a.example/film.mkv',
  'http://a.example/song.flac',
  'http://b.example/paper.pdf',
  'http://b.example/other.mkv',
]

async function launchWithLinks(rill: RillApp): Promise<void> {
  await rill.launch()
  await rill.addPaused(LINKS)
  await expect(rill.row('other.mkv')).toBeVisible()
}

test('filters show and count their downloads', async ({ rill, serve }) => {
  const server = await serve({
    '/done.bin': goodServer(fileBody(1, 1000)),
    '/waiting.bin': goodServer(fileBody(2, 1000)),
  })
  await rill.launch()
  await rill.addLinks([server.url('/done.bin'), server.url('/gone.bin')])
  await rill.addLinks([server.url('/waiting.bin')], { paused: true })
  await rill.expectState('done.bin', 'completed')
  await rill.expectState('gone.bin', 'failed')
  await rill.expectState('waiting.bin', 'paused')
  await expect(link(rill, 'Filters', 'All')).toHaveAccessibleName(/3/u)
  for (const [name, shown] of [
    ['Completed', 'done.bin'],
    ['Failed', 'gone.bin'],
    ['Paused', 'waiting.bin'],
  ] as const) {
    await expect(link(rill, 'Filters', name)).toHaveAccessibleName(/1/u)
    await link(rill, 'Filters', name).click()
    await expect(rill.row(shown)).toBeVisible()
    for (const other of ['done.bin', 'gone.bin', 'waiting.bin']) {
      if (other !== shown) await expect(rill.row(other)).toBeHidden()
    }
  }
})

test('categories and servers count and show their downloads', async ({ rill }) => {
  await launchWithLinks(rill)
  await expect(category(rill, VIDEO)).toHaveAccessibleName(/2/u)
  await category(rill, VIDEO).click()
  await expect(rill.page.getByRole('heading', { name: VIDEO })).toBeVisible()
  await expect(rill.row('film.mkv')).toBeVisible()
  await expect(rill.row('song.flac')).toBeHidden()
  await link(rill, t('sidebar.hosts'), 'b.example').click()
  await expect(rill.row('paper.pdf')).toBeVisible()
  await expect(rill.row('other.mkv')).toBeVisible()
  await expect(rill.row('film.mkv')).toBeHidden()
  await link(rill, 'Filters', 'All').click()
  await expect(rill.row('film.mkv')).toBeVisible()
})

test('a menu sets and clears the folder of a category', async ({ rill }) => {
  await rill.launch()
  const folder = join(rill.folder, 'films')
  await rill.desktop.choosePath(folder)
  const item = (name: string): Locator => rill.page.getByRole('menuitem', { name })
  const choose = item(t('sidebar.chooseFolder', { category: VIDEO }))
  const clear = item(t('sidebar.commonFolder'))
  const goesTo = rill.page.getByText(t('sidebar.openFolderOf', { folder }))
  const openMenu = (): Promise<void> => category(rill, VIDEO).click({ button: 'right' })
  await openMenu()
  await expect(clear).toBeDisabled()
  await choose.click()
  await expect(rill.page.getByRole('menu')).toBeHidden()
  await openMenu()
  await expect(goesTo).toBeVisible()
  await clear.click()
  await expect(rill.page.getByRole('menu')).toBeHidden()
  await openMenu()
  await expect(clear).toBeDisabled()
  await expect(goesTo).toBeHidden()
})

test('a new category takes the files of its server', async ({ rill }) => {
  await launchWithLinks(rill)
  await rill.page.getByRole('button', { name: 'Settings' }).click()
  const dialog = rill.dialog('Settings')
  const section = t('settings.sections.categories')
  await dialog.getByRole('button', { name: section, exact: true }).click()
  await dialog.getByRole('button', { name: t('categoriesEditor.add') }).click()
  await dialog.getByLabel(t('categoriesEditor.name')).fill('Library')
  await dialog.getByLabel(t('categoriesEditor.hosts')).fill('b.example')
  const edit = t('categoriesEditor.edit', { category: 'Library' })
  await expect(dialog.getByRole('button', { name: edit })).toBeVisible()
  await rill.page.keyboard.press('Escape')
  await expect(category(rill, 'Library')).toHaveAccessibleName(/2/u)
  await expect(category(rill, VIDEO)).toHaveAccessibleName(/1/u)
  await category(rill, 'Library').click()
  await expect(rill.row('paper.pdf')).toBeVisible()
  await expect(rill.row('film.mkv')).toBeHidden()
})

test('a collapsed group stays collapsed after a restart', async ({ rill }) => {
  await rill.launch()
  const group = (): Locator => rill.page.getByRole('button', { name: t('sidebar.categories') })
  await group().click()
  await expect(category(rill, VIDEO)).toBeHidden()
  await rill.restart()
  await expect(group()).toBeVisible()
  await expect(category(rill, VIDEO)).toBeHidden()
})

test('the empty list opens recent folders that exist', async ({ rill }) => {
  await rill.launch()
  await rill.updateSettings({ ui: { firstRunDone: true } })
  await rill.desktop.recordOpened()
  const opened = (): Promise<string[]> => rill.desktop.opened()
  const name = t('empty.open', { folder: rill.folder })
  const folder = rill.page.getByRole('button', { name })
  await folder.focus()
  await rill.page.keyboard.press('Enter')
  await expect.poll(opened).toEqual([`open ${rill.folder}`])
  await rm(rill.folder, { recursive: true })
  await folder.click()
  const gone = t('commands.folderGone', { dir: rill.folder })
  await expect(rill.page.getByText(gone)).toBeVisible()
  expect(await opened()).toEqual([`open ${rill.folder}`])
})
