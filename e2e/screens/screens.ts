import { expect, type Locator } from '@playwright/test'
import type { TFunction } from 'i18next'
import type { RillApp } from '../fixtures/rill-app'

export interface Stage {
  readonly rill: RillApp
  /** The texts of the language that is spoken. */
  readonly t: TFunction
}

/** What the window has to show. */
export type List = 'empty' | 'busy' | 'broken'

/** A state of the window worth looking at: for the contact sheet, and for axe. */
export interface Screen {
  /** Name of its picture. */
  readonly name: string
  /** What it shows, for the contact sheet. */
  readonly title: string
  /** The list in which it is shown. */
  readonly list: List
  /** Is shown in small and large windows too. */
  readonly isMain?: true
  show(stage: Stage): Promise<void>
  /** Leaves the window as it found it; left out, Escape does. */
  leave?(stage: Stage): Promise<void>
}

const nothing = (): Promise<void> => Promise.resolve()

/** All of them, in the order of the contact sheet. */
export const SCREENS: readonly Screen[] = [
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
    ...{ name: 'failed', title: 'What failed, why, and what to do about it', list: 'busy' },
    show: (stage) => filter(stage, 'failed'),
    leave: (stage) => filter(stage, 'all'),
  },
  {
    ...{ name: 'search', title: 'A search', list: 'busy' },
    async show({ rill, t }) {
      await searchBox({ rill, t }).fill('zip')
      await expect(row(rill, 'holiday-photos.zip')).toBeVisible()
      await expect(row(rill, 'annual-report.pdf')).toBeHidden()
    },
    leave: clearSearch,
  },
  {
    ...{ name: 'no-match', title: 'A search that finds nothing', list: 'busy' },
    async show({ rill, t }) {
      await searchBox({ rill, t }).fill('there is no such thing')
      await expect(rill.page.getByRole('row')).toHaveCount(0)
    },
    leave: clearSearch,
  },
  {
    ...{ name: 'add', title: 'Adding links', list: 'busy', isMain: true },
    async show({ rill, t }) {
      await rill.page.keyboard.press('Control+n')
      const links = rill.page.getByRole('textbox', { name: t('add.links') })
      await links.fill(
        [
          'http://releases.example.org/debian-12.8.0-mini.iso',
          'http://media.example.net/talks/lecture-[08-12].mp4',
          'this line is no link',
        ].join('\n'),
      )
      await expect(
        rill.page.getByRole('button', { name: t('add.start'), exact: true }),
      ).toBeEnabled()
    },
  },
  {
    ...{ name: 'settings', title: 'Settings', list: 'busy', isMain: true },
    async show({ rill }) {
      await rill.page.keyboard.press('Control+,')
      await expect(rill.page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    ...{ name: 'new-link', title: 'A new link for a download that needs one', list: 'busy' },
    async show({ rill, t }) {
      const name = t('list.actionOn', {
        action: t('actions.changeLink'),
        name: 'members-only.epub',
      })
      await rill.page.getByRole('button', { name }).click()
      await expect(rill.page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    ...{ name: 'broken', title: 'A list that cannot be read', list: 'broken' },
    show: nothing,
    leave: nothing,
  },
]

/** Shows each of these in turn, and calls `look` while it is there. */
export async function eachScreen(
  stage: Stage,
  screens: readonly Screen[],
  look: (screen: Screen) => Promise<void>,
): Promise<void> {
  for (const screen of screens) {
    await screen.show(stage)
    await stage.rill.settle()
    await look(screen)
    await (screen.leave ?? closeDialog)(stage)
  }
}

function row(rill: RillApp, name: string): Locator {
  return rill.page.getByRole('row', { name: new RegExp(`^${name}`, 'u') })
}

async function closeDialog({ rill }: Stage): Promise<void> {
  await rill.page.keyboard.press('Escape')
  await expect(rill.page.getByRole('dialog')).toHaveCount(0)
}

async function filter({ rill, t }: Stage, which: 'all' | 'failed'): Promise<void> {
  const filters = rill.page.getByRole('navigation', { name: t('sidebar.filters') })
  await filters.getByText(t(`filters.${which}`), { exact: true }).click()
  if (which === 'failed') await expect(row(rill, 'annual-report.pdf')).toBeHidden()
  else await expect(row(rill, 'podcast-112.mp3')).toBeVisible()
}

function searchBox({ rill, t }: Stage): Locator {
  return rill.page.getByRole('searchbox', { name: t('toolbar.search') })
}

async function clearSearch(stage: Stage): Promise<void> {
  await searchBox(stage).fill('')
  await expect(row(stage.rill, 'podcast-112.mp3')).toBeVisible()
}
