import type { Locator } from '@playwright/test'
import { fileBody, goodServer } from '../test/servers'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

function head(rill: RillApp, name: string): Locator {
  return rill.page.getByRole('columnheader', { name, exact: true })
}

async function heads(rill: RillApp): Promise<string[]> {
  const names = await rill.page.getByRole('columnheader').allInnerTexts()
  return names.filter(Boolean)
}

async function width(column: Locator): Promise<number> {
  return (await column.boundingBox())?.width ?? 0
}

/** The names in the list, from the top. */
async function names(rill: RillApp): Promise<string[]> {
  const labels = await rill
    .rows()
    .evaluateAll((rows) =>
      rows
        .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
        .map((row) => row.getAttribute('aria-label')?.split(',')[0] ?? ''),
    )
  return labels
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

test('a click on a head sorts, another one turns the order round', async ({ rill }) => {
  await expect.poll(() => names(rill)).toEqual(['c.bin', 'a.bin', 'b.bin'])
  await expect(head(rill, 'Added')).toHaveAttribute('aria-sort', 'descending')
  await head(rill, 'Name').getByRole('button').click()
  await expect.poll(() => names(rill)).toEqual(['a.bin', 'b.bin', 'c.bin'])
  await expect(head(rill, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await expect(head(rill, 'Added')).toHaveAttribute('aria-sort', 'none')
  await head(rill, 'Size').getByRole('button').click()
  await expect.poll(() => names(rill)).toEqual(['b.bin', 'a.bin', 'c.bin'])
  await head(rill, 'Size').getByRole('button').click()
  await expect.poll(() => names(rill)).toEqual(['c.bin', 'a.bin', 'b.bin'])
})

test('columns are hidden, shown, moved and made wider, and stay so', async ({ rill }) => {
  const before = await width(head(rill, 'Size'))
  const {
    x,
    y,
    height,
    width: wide,
  } = (await head(rill, 'Size').boundingBox()) ?? {
    ...{ x: 0, y: 0, height: 0, width: 0 },
  }
  await rill.page.mouse.move(x + wide - 2, y + height / 2)
  await rill.page.mouse.down()
  await rill.page.mouse.move(x + wide + 38, y + height / 2, { steps: 4 })
  await rill.page.mouse.up()
  await expect.poll(() => width(head(rill, 'Size'))).toBeCloseTo(before + 40, 0)

  await rill.page.getByRole('button', { name: 'List options' }).click()
  await rill.page.getByRole('menuitemcheckbox', { name: 'Server' }).click()
  await rill.page.getByRole('menuitemcheckbox', { name: 'Speed' }).click()
  await rill.page.keyboard.press('Escape')
  await expect(head(rill, 'Server')).toBeVisible()
  await expect(head(rill, 'Speed')).toBeHidden()
  await expect(rill.row('a.bin')).toContainText('127.0.0.1')

  await head(rill, 'Status')
    .getByRole('button')
    .dragTo(head(rill, 'Size'), {
      targetPosition: { x: 4, y: 8 },
    })
  const order = ['Name', 'Status', 'Size', 'Progress', 'Time left', 'Added', 'Server']
  await expect.poll(() => heads(rill)).toEqual(order)
  await head(rill, 'Name').getByRole('button').click()
  await expect
    .poll(() => rill.page.evaluate(async () => (await window.rill.snapshot()).settings.ui.columns))
    .toMatchObject({
      widths: { size: Math.round(before + 40) },
      hidden: ['speed', 'connections', 'finished'],
    })

  await rill.quit()
  await rill.launch()
  await expect.poll(() => heads(rill)).toEqual(order)
  await expect(head(rill, 'Name')).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(() => width(head(rill, 'Size'))).toBeCloseTo(before + 40, 0)

  await rill.page.getByRole('button', { name: 'List options' }).click()
  await rill.page.getByRole('menuitem', { name: 'Reset columns' }).click()
  await expect.poll(() => width(head(rill, 'Size'))).toBe(before)
  await expect(head(rill, 'Speed')).toBeVisible()
})

test('heads are reached, sorted, moved and made wider with the keyboard', async ({ rill }) => {
  await rill.row('c.bin').focus()
  await rill.page.keyboard.press('ArrowUp')
  await expect(head(rill, 'Name').getByRole('button')).toBeFocused()
  await rill.page.keyboard.press('ArrowRight')
  await expect(head(rill, 'Size').getByRole('button')).toBeFocused()
  await rill.page.keyboard.press('Enter')
  await expect(head(rill, 'Size')).toHaveAttribute('aria-sort', 'descending')
  const before = await width(head(rill, 'Size'))
  await rill.page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => width(head(rill, 'Size'))).toBeGreaterThan(before)
  await rill.page.keyboard.press('Alt+ArrowRight')
  await expect
    .poll(async () => (await heads(rill)).slice(0, 3))
    .toEqual(['Name', 'Progress', 'Size'])
  await expect(head(rill, 'Size').getByRole('button')).toBeFocused()
  await rill.page.keyboard.press('Shift+F10')
  await rill.page.getByRole('menuitem', { name: 'Hide' }).press('Enter')
  await expect(head(rill, 'Size')).toBeHidden()
  await rill.page.keyboard.press('Escape')
})

test('rows are tall or short, as a person likes', async ({ rill }) => {
  const tall = (await rill.row('a.bin').boundingBox())?.height ?? 0
  await rill.page.getByRole('button', { name: 'List options' }).click()
  await rill.page.getByRole('menuitemcheckbox', { name: 'Compact rows' }).click()
  await rill.page.keyboard.press('Escape')
  await expect.poll(async () => (await rill.row('a.bin').boundingBox())?.height).toBeLessThan(tall)
  await rill.quit()
  await rill.launch()
  await expect.poll(async () => (await rill.row('a.bin').boundingBox())?.height).toBeLessThan(tall)
})
