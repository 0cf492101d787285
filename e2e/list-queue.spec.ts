import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { t } from './fixtures/texts'

async function showQueue(rill: RillApp, count: number): Promise<void> {
  const urls = Array.from({ length: count }, (_, index) => `http://127.0.0.1:9/${index + 1}.bin`)
  await rill.launch()
  await rill.addPaused(urls)
  await rill.page.getByRole('button', { name: t('list.head.options') }).click()
  await rill.page.getByRole('menuitemcheckbox', { name: t('list.head.queueOrder') }).click()
  await rill.page.keyboard.press('Escape')
  const ends = rill.rows().nth(0)
  await expect(ends).toHaveAccessibleName(/^1\.bin/u)
}

test('one or several rows are dragged within the queue', async ({ rill }) => {
  await showQueue(rill, 5)
  await rill.row('5.bin').dragTo(rill.row('2.bin'), { targetPosition: { x: 60, y: 4 } })
  await rill.expectOrder(['1.bin', '5.bin', '2.bin', '3.bin', '4.bin'])
  await rill.row('1.bin').click()
  await rill.row('2.bin').click({ modifiers: ['Control'] })
  await rill.row('2.bin').dragTo(rill.row('4.bin'), { targetPosition: { x: 60, y: 48 } })
  await rill.expectOrder(['5.bin', '3.bin', '4.bin', '1.bin', '2.bin'])
  await rill.restart()
  await rill.expectOrder(['5.bin', '3.bin', '4.bin', '1.bin', '2.bin'])
})

test('keyboard and menu order the queue', async ({ rill }) => {
  await showQueue(rill, 4)
  await rill.row('3.bin').focus()
  await rill.page.keyboard.press('Alt+ArrowUp')
  await rill.expectOrder(['1.bin', '3.bin', '2.bin', '4.bin'])
  await expect(rill.row('3.bin')).toBeFocused()
  await rill.page.keyboard.press('Alt+End')
  await rill.expectOrder(['1.bin', '2.bin', '4.bin', '3.bin'])
  await rill.row('4.bin').click({ button: 'right' })
  await rill.page.getByRole('menuitem', { name: t('list.menu.top') }).click()
  await rill.expectOrder(['4.bin', '1.bin', '2.bin', '3.bin'])
})

test('a long queue scrolls while a row is dragged to its edge', async ({ rill }) => {
  await showQueue(rill, 60)
  const grid = rill.page.getByRole('grid', { name: 'Downloads' })
  const box = await grid.boundingBox()
  if (box === null) throw new Error('there is no list')
  const row = await rill.row('1.bin').boundingBox()
  if (row === null) throw new Error('there is no row')
  await rill.page.mouse.move(row.x + 80, row.y + 20)
  await rill.page.mouse.down()
  const scrolled = () => grid.evaluate((element) => element.scrollTop)
  await expect
    .poll(async () => {
      await rill.page.mouse.move(row.x + 80, box.y + box.height - 8)
      await rill.page.mouse.move(row.x + 82, box.y + box.height - 9)
      return await scrolled()
    })
    .toBeGreaterThan(200)
  await rill.page.mouse.move(row.x + 80, box.y + box.height / 2)
  await rill.page.mouse.up()
  const place = async (): Promise<number> =>
    Number(await rill.row('1.bin').getAttribute('data-index'))
  await expect.poll(place).toBeGreaterThan(7)
})
