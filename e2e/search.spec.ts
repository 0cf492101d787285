import { fileBody, goodServer } from '../test/servers'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

const box = (rill: RillApp) => rill.page.getByRole('searchbox', { name: 'Search downloads' })

test('operators narrow the list, and can be taken away one by one', async ({ rill, serve }) => {
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
  await expect(rill.page.getByRole('status').filter({ hasText: '1 result' })).toBeVisible()
  await rill.page.getByRole('button', { name: 'Remove >1MB' }).click()
  await expect(rill.row('small.bin')).toBeVisible()
  await box(rill).fill('error:404 added:today')
  await expect(rill.row('gone.bin')).toBeVisible()
  await expect(rill.row('large.bin')).toBeHidden()
  await rill.page.keyboard.press('Escape')
  await expect(box(rill)).toHaveValue('')
  await expect(rill.row('large.bin')).toBeVisible()
})

test('what can follow is suggested, and taken by keys', async ({ rill, serve }) => {
  const server = await serve({})
  await rill.launch()
  await rill.addLinks([server.url('/apple.bin'), server.url('/banana.iso')], { paused: true })
  // What is suggested was counted.
  const paused = rill.page.getByRole('navigation', { name: 'Filters' }).getByText('Paused')
  await expect(paused.locator('..')).toHaveAccessibleName(/2/u)
  await rill.page.keyboard.press('Control+F')
  await rill.page.keyboard.type('ex')
  const options = rill.page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
  await expect(options).toHaveText([/^ext:/u])
  await rill.page.keyboard.press('ArrowDown')
  await rill.page.keyboard.press('Enter')
  await expect(box(rill)).toHaveValue('ext:')
  await rill.page.keyboard.type('i')
  await expect(options).toHaveText([/^ext:iso1$/u])
  await rill.page.keyboard.press('ArrowDown')
  await rill.page.keyboard.press('Tab')
  await expect(box(rill)).toHaveValue('ext:iso ')
  await expect(options).toHaveCount(0)
  await expect(rill.row('banana.iso')).toBeVisible()
  await expect(rill.row('apple.bin')).toBeHidden()
})

test('what is not understood is told gently and breaks nothing', async ({ rill, serve }) => {
  const server = await serve({})
  await rill.launch()
  await rill.addLinks([server.url('/apple.bin')], { paused: true })
  await box(rill).fill('apple size:huge')
  await expect(rill.row('apple.bin')).toBeVisible()
  await expect(rill.page.getByText('“huge” is not understood after “size:”')).toBeVisible()
})
