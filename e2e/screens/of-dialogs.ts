import { expect } from '@playwright/test'
import { row, type Screen, type Stage } from './screen'

const LINKS = [
  'http://mirror.example.org/kernel-6.12.tar.xz',
  'http://media.example.net/talks/lecture-[08-12].mp4',
  'http://books.example.org/members-only.epub',
  'this line is no link',
].join('\n')

/** The dialogs. */
export const OF_DIALOGS: readonly Screen[] = [
  {
    ...{ name: 'add', title: 'Adding links', list: 'busy', isMain: true },
    show: fillAddDialog,
  },
  {
    ...{
      name: 'add-options',
      title: 'Adding links with all options',
      list: 'busy',
    },
    async show(stage) {
      await fillAddDialog(stage)
      const { rill, t } = stage
      await rill.page.getByRole('button', { name: t('add.moreOptions') }).click()
    },
    async leave(stage) {
      const { rill, t } = stage
      await rill.page.getByRole('button', { name: t('add.moreOptions') }).click()
      await rill.page.getByRole('button', { name: t('dialog.cancel'), exact: true }).click()
      await expect(rill.page.getByRole('dialog')).toHaveCount(0)
    },
  },
  {
    ...{ name: 'settings', title: 'Settings', list: 'busy', isMain: true },
    show: openSettings,
  },
  ...(['appearance', 'network', 'categories', 'plan', 'shortcuts'] as const).map(
    (section): Screen => ({
      ...{
        name: `settings-${section}`,
        title: `Settings: ${section}`,
        list: 'busy',
      },
      async show(stage) {
        await openSettings(stage)
        const { rill, t } = stage
        await rill.page
          .getByRole('dialog')
          .getByText(t(`settings.sections.${section}`), { exact: true })
          .first()
          .click()
      },
    }),
  ),
  {
    ...{
      name: 'palette',
      title: 'Command palette',
      list: 'busy',
      isMain: true,
    },
    async show({ rill, t }) {
      await rill.page.keyboard.press('Control+k')
      await expect(rill.page.getByRole('dialog', { name: t('palette.title') })).toBeVisible()
    },
  },
  {
    ...{ name: 'shortcuts', title: 'Keyboard shortcuts', list: 'busy' },
    async show(stage) {
      await row(stage, 'podcast-112.mp3').focus()
      const { rill, t } = stage
      await rill.page.keyboard.press('Shift+?')
      await expect(rill.page.getByRole('dialog', { name: t('shortcuts.title') })).toBeVisible()
    },
  },
  {
    ...{ name: 'new-link', title: 'New link', list: 'busy' },
    async show(stage) {
      const { rill, t } = stage
      await row(stage, 'members-only.epub').hover()
      const action = t('actions.changeLink')
      const name = t('list.actionOn', { action, name: 'members-only.epub' })
      await rill.page.getByRole('button', { name }).click()
      await expect(rill.page.getByRole('dialog')).toBeVisible()
    },
  },
]

async function fillAddDialog({ rill, t }: Stage): Promise<void> {
  await rill.page.keyboard.press('Control+n')
  await rill.page.getByRole('textbox', { name: t('add.links') }).fill(LINKS)
  const start = rill.page.getByRole('button', { name: t('add.start'), exact: true })
  await expect(start).toBeEnabled()
  // Until all links have been checked.
  await expect(rill.page.getByRole('dialog').getByText(t('add.checking'))).toHaveCount(0)
}

async function openSettings({ rill }: Stage): Promise<void> {
  await rill.page.keyboard.press('Control+,')
  await expect(rill.page.getByRole('dialog')).toBeVisible()
}
