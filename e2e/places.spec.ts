import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

function place(rill: RillApp, group: string, name: string): Locator {
  return rill.page
    .getByRole('navigation', { name: group })
    .getByRole('link', { name: new RegExp(`^${name}`, 'u') })
}

const LINKS = [
  'http://a.example/film.mkv',
  'http://a.example/song.flac',
  'http://b.example/paper.pdf',
  'http://b.example/other.mkv',
]

async function addPaused(rill: RillApp): Promise<void> {
  const request = { urls: LINKS, dir: rill.folder, paused: true }
  await rill.page.evaluate((added) => window.rill.addDownloads(added), request)
  await expect(rill.row('other.mkv')).toBeVisible()
}

test('categories and servers count their downloads and show them', async ({ rill }) => {
  await rill.launch()
  await addPaused(rill)
  await expect(place(rill, 'Categories', 'Video')).toHaveAccessibleName(/2/u)
  await place(rill, 'Categories', 'Video').click()
  await expect(rill.page.getByRole('heading', { name: 'Video' })).toBeVisible()
  await expect(rill.row('film.mkv')).toBeVisible()
  await expect(rill.row('song.flac')).toBeHidden()
  await place(rill, 'Servers', 'b\\.example').click()
  await expect(rill.row('paper.pdf')).toBeVisible()
  await expect(rill.row('other.mkv')).toBeVisible()
  await expect(rill.row('film.mkv')).toBeHidden()
  await place(rill, 'Filters', 'All').click()
  await expect(rill.row('film.mkv')).toBeVisible()
})

test('a category is given a folder by its menu, and loses it', async ({ rill }) => {
  await rill.launch()
  const folder = join(rill.folder, 'films')
  await rill.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, folder)
  const folderOf = () =>
    rill.page.evaluate(async () => {
      const { settings } = await window.rill.snapshot()
      return settings.categories.find(({ id }) => id === 'video')?.folder
    })
  await place(rill, 'Categories', 'Video').click({ button: 'right' })
  await rill.page.getByRole('menuitem', { name: 'Choose a folder for Video…' }).click()
  await expect.poll(folderOf).toBe(folder)
  await place(rill, 'Categories', 'Video').click({ button: 'right' })
  await expect(rill.page.getByText(`Saves to ${folder}`)).toBeVisible()
  await rill.page.getByRole('menuitem', { name: 'Use the default folder' }).click()
  await expect.poll(folderOf).toBe(null)
})

test('a category of one’s own takes files by their server', async ({ rill }) => {
  await rill.launch()
  await addPaused(rill)
  await rill.page.getByRole('button', { name: 'Settings' }).click()
  const dialog = rill.dialog('Settings')
  await dialog.getByRole('button', { name: 'Categories', exact: true }).click()
  await dialog.getByRole('button', { name: 'New category' }).click()
  await dialog.getByLabel('Name').fill('Library')
  await dialog.getByLabel('Servers').fill('b.example')
  await expect(dialog.getByRole('button', { name: 'Edit Library' })).toBeVisible()
  await rill.page.keyboard.press('Escape')
  await expect(place(rill, 'Categories', 'Library')).toHaveAccessibleName(/2/u)
  await expect(place(rill, 'Categories', 'Video')).toHaveAccessibleName(/1/u)
  await place(rill, 'Categories', 'Library').click()
  await expect(rill.row('paper.pdf')).toBeVisible()
  await expect(rill.row('film.mkv')).toBeHidden()
})

test('a group that is folded away stays so', async ({ rill }) => {
  await rill.launch()
  await rill.page.getByRole('button', { name: 'Categories' }).click()
  await expect(place(rill, 'Categories', 'Video')).toBeHidden()
  await rill.quit()
  await rill.launch()
  await expect(rill.page.getByRole('button', { name: 'Categories' })).toBeVisible()
  await expect(place(rill, 'Categories', 'Video')).toBeHidden()
})
