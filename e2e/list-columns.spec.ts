import type { Locator } from '@playwright/test'
import type en from '../src/shared/i18n/locales/en.json'
import { fileBody, goodServer } from '../test/servers'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { t } from './fixtures/texts'

type Column = keyof typeof en.list.columns

function head(rill: RillApp, column: Column): Locator {
  const name = t(`list.columns.${column}`)
  return rill.page.getByRole('columnheader', { name, exact: true })
}

async function heads(rill: RillApp): Promise<string[]> {
  const names = await rill.page.getByRole('columnheader').allInnerTexts()
  return names.filter(Boolean)
}

async function width(column: Locator): Promise<number> {
  return (await column.boundingBox())?.width ?? 0
}

test.beforeEach(async ({ rill, serve }) => {
  const server = await serve({
    '/b.bin': goodServer(fileBody(1, 3000)),
    '/a.bin': goodServer(fileBody(2, 2000)),
    '/c.bin': goodServer(fileBody(3, 1000)),
  })
  await rill.launch()
  for (const name of ['b.bin', 'a.bin', 'c.bin']) {
    await rill.addLinks([server.url(`/${name}`)])
    await rill.expectState(name, 'completed')
  }
})

test('a click on a column head sorts, another one reverses', async ({ rill }) => {
  await rill.expectOrder(['c.bin', 'a.bin', 'b.bin'])
  await expect(head(rill, 'added')).toHaveAttribute('aria-sort', 'descending')
  await head(rill, 'name').getByRole('button').click()
  await rill.expectOrder(['a.bin', 'b.bin', 'c.bin'])
  await expect(head(rill, 'name')).toHaveAttribute('aria-sort', 'ascending')
  await expect(head(rill, 'added')).toHaveAttribute('aria-sort', 'none')
  await head(rill, 'size').getByRole('button').click()
  await rill.expectOrder(['b.bin', 'a.bin', 'c.bin'])
  await head(rill, 'size').getByRole('button').click()
  await rill.expectOrder(['c.bin', 'a.bin', 'b.bin'])
})

test('columns keep their order, width and visibility', async ({ rill }) => {
  const before = await width(head(rill, 'size'))
  const {
    x,
    y,
    height,
    width: wide,
  } = (await head(rill, 'size').boundingBox()) ?? {
    ...{ x: 0, y: 0, height: 0, width: 0 },
  }
  await rill.page.mouse.move(x + wide - 2, y + height / 2)
  await rill.page.mouse.down()
  await rill.page.mouse.move(x + wide + 38, y + height / 2, { steps: 4 })
  await rill.page.mouse.up()
  await expect.poll(() => width(head(rill, 'size'))).toBeCloseTo(before + 40, 0)

  await rill.page.getByRole('button', { name: t('list.head.options') }).click()
  await rill.page.getByRole('menuitemcheckbox', { name: t('list.columns.host') }).click()
  await rill.page.getByRole('menuitemcheckbox', { name: t('list.columns.speed') }).click()
  await rill.page.keyboard.press('Escape')
  await expect(head(rill, 'host')).toBeVisible()
  await expect(head(rill, 'speed')).toBeHidden()
  await expect(rill.row('a.bin')).toContainText('127.0.0.1')

  await head(rill, 'state')
    .getByRole('button')
    .dragTo(head(rill, 'size'), {
      targetPosition: { x: 4, y: 8 },
    })
  const columns = ['name', 'state', 'size', 'progress', 'eta', 'added', 'host'] as const
  const order = columns.map((column) => t(`list.columns.${column}`))
  await expect.poll(() => heads(rill)).toEqual(order)
  await head(rill, 'name').getByRole('button').click()

  await rill.restart()
  await expect.poll(() => heads(rill)).toEqual(order)
  await expect(head(rill, 'name')).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(() => width(head(rill, 'size'))).toBeCloseTo(before + 40, 0)

  await rill.page.getByRole('button', { name: t('list.head.options') }).click()
  await rill.page.getByRole('menuitem', { name: t('list.head.reset') }).click()
  await expect.poll(() => width(head(rill, 'size'))).toBe(before)
  await expect(head(rill, 'speed')).toBeVisible()
})

test('the keyboard sorts, moves, widens and hides columns', async ({ rill }) => {
  await rill.row('c.bin').focus()
  await rill.page.keyboard.press('ArrowUp')
  await expect(head(rill, 'name').getByRole('button')).toBeFocused()
  await rill.page.keyboard.press('ArrowRight')
  await expect(head(rill, 'size').getByRole('button')).toBeFocused()
  await rill.page.keyboard.press('Enter')
  await expect(head(rill, 'size')).toHaveAttribute('aria-sort', 'descending')
  const before = await width(head(rill, 'size'))
  await rill.page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => width(head(rill, 'size'))).toBeGreaterThan(before)
  await rill.page.keyboard.press('Alt+ArrowRight')
  await expect
    .poll(async () => (await heads(rill)).slice(0, 3))
    .toEqual([t('list.columns.name'), t('list.columns.progress'), t('list.columns.size')])
  await expect(head(rill, 'size').getByRole('button')).toBeFocused()
  await rill.page.keyboard.press('Shift+F10')
  await rill.page.getByRole('menuitem', { name: t('list.head.hide') }).press('Enter')
  await expect(head(rill, 'size')).toBeHidden()
  await rill.page.keyboard.press('Escape')
})

test('compact rows are shorter, also after a restart', async ({ rill }) => {
  const tall = (await rill.row('a.bin').boundingBox())?.height ?? 0
  await rill.page.getByRole('button', { name: t('list.head.options') }).click()
  await rill.page.getByRole('menuitemcheckbox', { name: t('list.head.compact') }).click()
  await rill.page.keyboard.press('Escape')
  await expect.poll(async () => (await rill.row('a.bin').boundingBox())?.height).toBeLessThan(tall)
  await rill.restart()
  await expect.poll(async () => (await rill.row('a.bin').boundingBox())?.height).toBeLessThan(tall)
})
