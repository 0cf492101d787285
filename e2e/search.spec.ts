import type { Locator } from '@playwright/test'
import { fileBody, goodServer } from '../test/servers'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { startsWith, t } from './fixtures/texts'

function box(rill: RillApp): Locator {
  return rill.page.getByRole('searchbox', { name: 'Search downloads' })
}

test('operators narrow the list and are removed one by one', async ({ rill, serve }) => {
  const server = await serve({
    '/large.bin': goodServer(fileBody(1, 3_000_000)),
    '/small.bin': goodServer(fileBody(2, 1000)),
  })
  await rill.launch()
  await rill.addLinks([server.url('/large.bin'), server.url('/small.bin'), server.url('/gone.bin')])
  await rill.expectState('large.bin', 'completed')
  await rill.expectState('small.bin', 'completed')
  await rill.expectState('gone.bin', 'failed')
  await box(rill).fill('status:completed >1MB')
  await expect(rill.row('large.bin')).toBeVisible()
  await expect(rill.row('small.bin')).toBeHidden()
  await expect(rill.row('gone.bin')).toBeHidden()
  const results = t('search.results', { count: 1 })
  await expect(rill.page.getByRole('status').filter({ hasText: results })).toBeVisible()
  await rill.page.getByRole('button', { name: t('search.removeChip', { text: '>1MB' }) }).click()
  await expect(rill.row('small.bin')).toBeVisible()
  await box(rill).fill('error:404 added:today')
  await expect(rill.row('gone.bin')).toBeVisible()
  await expect(rill.row('large.bin')).toBeHidden()
  await rill.page.keyboard.press('Escape')
  await expect(box(rill)).toHaveValue('')
  await expect(rill.row('large.bin')).toBeVisible()

  await box(rill).fill('large size:huge')
  await expect(rill.row('small.bin')).toBeHidden()
  await expect(rill.row('large.bin')).toBeVisible()
  const values = { value: 'huge', operator: 'size' }
  await expect(rill.page.getByText(t('search.unknownValue', values))).toBeVisible()
})

test('suggestions complete an operator and its value', async ({ rill }) => {
  await rill.launch()
  await rill.addPaused(['http://127.0.0.1:9/apple.bin', 'http://127.0.0.1:9/banana.iso'])
  // Suggestions come from counts: both downloads have to be counted first.
  const paused = rill.page
    .getByRole('navigation', { name: 'Filters' })
    .getByRole('link', { name: startsWith('Paused') })
  await expect(paused).toHaveAccessibleName(/2/u)
  const { keyboard } = rill.page
  await keyboard.press('Control+F')
  await expect(box(rill)).toBeFocused()
  await keyboard.type('ex')
  const options = rill.page
    .getByRole('listbox', { name: t('search.suggestions') })
    .getByRole('option')
  await expect(options).toHaveText([/^ext:/u])
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(box(rill)).toHaveValue('ext:')
  await keyboard.type('i')
  await expect(options).toHaveText([/^ext:iso1$/u])
  await keyboard.press('ArrowDown')
  await keyboard.press('Tab')
  await expect(box(rill)).toHaveValue('ext:iso ')
  await expect(options).toHaveCount(0)
  await expect(rill.row('banana.iso')).toBeVisible()
  await expect(rill.row('apple.bin')).toBeHidden()
})
