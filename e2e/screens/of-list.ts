import { expect, type Locator } from '@playwright/test'
import { nothing, row, type Screen, type Stage } from './screen'

/** The list, and the screens in its place. */
export const OF_LIST: readonly Screen[] = [
  {
    ...{
      name: 'first-run',
      title: 'The first start',
      list: 'empty',
      isMain: true,
    },
    show: (stage) => askAtFirst(stage, true),
    leave: (stage) => askAtFirst(stage, false),
  },
  {
    ...{ name: 'empty', title: 'Before the first download', list: 'empty', isMain: true },
    show: nothing,
    leave: nothing,
  },
  {
    ...{ name: 'list', title: 'Downloads in every state', list: 'busy', isMain: true },
    show: nothing,
    leave: nothing,
  },
  {
    ...{
      name: 'compact',
      title: 'Compact rows',
      list: 'busy',
      isMain: true,
    },
    show: (stage) => setDensity(stage, 'compact'),
    leave: (stage) => setDensity(stage, 'comfortable'),
  },
  {
    ...{
      name: 'selection',
      title: 'Selected downloads',
      list: 'busy',
      isMain: true,
    },
    async show(stage) {
      await row(stage, 'podcast-112.mp3').focus()
      await stage.rill.page.keyboard.press('Control+a')
      await expect(bulkBar(stage)).toBeVisible()
    },
    async leave(stage) {
      await row(stage, 'podcast-112.mp3').focus()
      await stage.rill.page.keyboard.press('Escape')
      await expect(bulkBar(stage)).toBeHidden()
    },
  },
  {
    ...{ name: 'menu', title: 'The menu of a download', list: 'busy' },
    async show(stage) {
      await row(stage, 'lecture-07.mp4').click({ button: 'right' })
      await expect(stage.rill.page.getByRole('menu')).toBeVisible()
    },
    leave: closeMenu,
  },
  {
    ...{ name: 'columns', title: 'List options', list: 'busy' },
    async show({ rill, t }) {
      await rill.page.getByRole('button', { name: t('list.head.options') }).click()
      await expect(rill.page.getByRole('menu')).toBeVisible()
    },
    leave: closeMenu,
  },
  {
    ...{ name: 'failed', title: 'Failed downloads', list: 'busy' },
    show: (stage) => filter(stage, 'failed'),
    leave: (stage) => filter(stage, 'all'),
  },
  {
    ...{ name: 'search', title: 'A search', list: 'busy' },
    async show(stage) {
      await searchBox(stage).fill('zip')
      await expect(row(stage, 'holiday-photos.zip')).toBeVisible()
      await expect(row(stage, 'podcast-112.mp3')).toBeHidden()
    },
    leave: clearSearch,
  },
  {
    ...{ name: 'operators', title: 'Search operators', list: 'busy' },
    async show(stage) {
      await searchBox(stage).fill('ext:zip,pdf size:>1MB ')
      await expect(row(stage, 'holiday-photos.zip')).toBeVisible()
      await expect(row(stage, 'podcast-112.mp3')).toBeHidden()
    },
    leave: clearSearch,
  },
  {
    ...{
      name: 'suggestions',
      title: 'Search suggestions',
      list: 'busy',
    },
    async show(stage) {
      await searchBox(stage).fill('status:')
      await expect(stage.rill.page.getByRole('listbox')).toBeVisible()
    },
    leave: clearSearch,
  },
  {
    ...{ name: 'no-match', title: 'No results', list: 'busy' },
    async show(stage) {
      await searchBox(stage).fill('there is no such thing')
      await expect(row(stage, 'podcast-112.mp3')).toBeHidden()
    },
    leave: clearSearch,
  },
  {
    ...{ name: 'speed', title: 'Speed switch', list: 'busy' },
    async show({ rill, t }) {
      await rill.page
        .getByRole('button', { name: t('speed.switch', { mode: t('speed.unlimited') }) })
        .click()
      await expect(rill.page.getByRole('menu')).toBeVisible()
    },
    leave: closeMenu,
  },
  {
    ...{ name: 'broken', title: 'An unreadable list', list: 'broken' },
    show: nothing,
    leave: nothing,
  },
]

async function askAtFirst({ rill, t }: Stage, isAsked: boolean): Promise<void> {
  await rill.updateSettings({ ui: { firstRunDone: !isAsked } })
  const welcome = rill.page.getByRole('region', { name: t('welcome.title') })
  await expect(welcome).toHaveCount(isAsked ? 1 : 0)
}

async function setDensity(stage: Stage, density: 'compact' | 'comfortable'): Promise<void> {
  await stage.rill.updateSettings({ ui: { density } })
  const height = { comfortable: '52px', compact: '30px' }[density]
  await expect(row(stage, 'podcast-112.mp3')).toHaveCSS('height', height)
}

async function closeMenu({ rill }: Stage): Promise<void> {
  await rill.page.keyboard.press('Escape')
  await expect(rill.page.getByRole('menu')).toHaveCount(0)
}

function bulkBar({ rill, t }: Stage): Locator {
  return rill.page.getByRole('toolbar', { name: t('list.bulk.bar') })
}

async function filter(stage: Stage, which: 'all' | 'failed'): Promise<void> {
  const { rill, t } = stage
  const filters = rill.page.getByRole('navigation', { name: t('sidebar.filters') })
  await filters.getByText(t(`filters.${which}`), { exact: true }).click()
  if (which === 'failed') await expect(row(stage, 'annual-report.pdf')).toBeHidden()
  else await expect(row(stage, 'podcast-112.mp3')).toBeVisible()
}

function searchBox({ rill, t }: Stage): Locator {
  return rill.page.getByRole('searchbox', { name: t('toolbar.search') })
}

async function clearSearch(stage: Stage): Promise<void> {
  await searchBox(stage).fill('')
  await expect(row(stage, 'podcast-112.mp3')).toBeVisible()
}
