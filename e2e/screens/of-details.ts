import { expect, type Locator } from '@playwright/test'
import { row, type Screen, type Stage } from './screen'

const TABS = [
  ['overview', 'Details: source, proof and progress'],
  ['segments', 'Details: segments and connections'],
  ['speed', 'Details: speed over time'],
  ['timeline', 'Details: timeline'],
  ['options', 'Details: options'],
] as const

/** The details drawer, tab by tab. */
export const OF_DETAILS: readonly Screen[] = [
  ...TABS.map(
    ([tab, title], index): Screen => ({
      ...{
        name: `details-${tab}`,
        title,
        list: 'busy',
        ...(index < 2 && { isMain: true }),
      },
      show: (stage) => showDetails(stage, 'debian-12.8.0-mini.iso', tab),
      leave: closeDetails,
    }),
  ),
  {
    ...{
      name: 'details-trouble',
      title: 'Details: problem and remedies',
      list: 'busy',
    },
    show: (stage) => showDetails(stage, 'members-only.epub', 'overview'),
    leave: closeDetails,
  },
]

function drawer({ rill, t }: Stage): Locator {
  return rill.page.getByRole('region', { name: t('details.title'), exact: true })
}

async function showDetails(
  stage: Stage,
  name: string,
  tab: (typeof TABS)[number][0],
): Promise<void> {
  await row(stage, name).focus()
  await stage.rill.page.keyboard.press('Alt+Enter')
  await expect(drawer(stage).getByRole('heading', { name })).toBeVisible()
  const { t } = stage
  await drawer(stage)
    .getByRole('tab', { name: t(`details.tab.${tab}`) })
    .click()
  await expect(drawer(stage).getByRole('tabpanel')).toBeVisible()
}

async function closeDetails(stage: Stage): Promise<void> {
  await stage.rill.page.keyboard.press('Escape')
  await expect(drawer(stage)).toBeHidden()
}
