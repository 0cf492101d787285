import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

/** The ids in the order of the queue, as numbers of the links they were added with. */
async function queue(rill: RillApp): Promise<string[]> {
  return await rill.page.evaluate(async () => {
    const window_ = { query: { sort: { column: 'rank' } }, first: 0, count: 100 } as const
    return (await window.rill.readList(window_)).rows.map(({ name }) => name)
  })
}

async function showQueue(rill: RillApp, count: number): Promise<void> {
  const urls = Array.from({ length: count }, (_, index) => `http://127.0.0.1:9/${index + 1}.bin`)
  await rill.launch()
  await rill.page.evaluate(
    ({ links, dir }) => window.rill.addDownloads({ urls: links, dir, paused: true }),
    { links: urls, dir: rill.folder },
  )
  await rill.page.getByRole('button', { name: 'List options' }).click()
  await rill.page.getByRole('menuitemcheckbox', { name: 'Queue order' }).click()
  await rill.page.keyboard.press('Escape')
  await expect(rill.row('1.bin')).toBeVisible()
}

test('rows are dragged to another place in the queue, several at once', async ({ rill }) => {
  await showQueue(rill, 5)
  await rill.row('5.bin').dragTo(rill.row('2.bin'), { targetPosition: { x: 60, y: 4 } })
  await expect.poll(() => queue(rill)).toEqual(['1.bin', '5.bin', '2.bin', '3.bin', '4.bin'])
  await rill.row('1.bin').click()
  await rill.row('2.bin').click({ modifiers: ['Control'] })
  await rill.row('2.bin').dragTo(rill.row('4.bin'), { targetPosition: { x: 60, y: 48 } })
  await expect.poll(() => queue(rill)).toEqual(['5.bin', '3.bin', '4.bin', '1.bin', '2.bin'])
  await rill.quit()
  await rill.launch()
  expect(await queue(rill)).toEqual(['5.bin', '3.bin', '4.bin', '1.bin', '2.bin'])
})

test('the queue is ordered with the keyboard and by the menu', async ({ rill }) => {
  await showQueue(rill, 4)
  await rill.row('3.bin').focus()
  await rill.page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => queue(rill)).toEqual(['1.bin', '3.bin', '2.bin', '4.bin'])
  await expect(rill.row('3.bin')).toBeFocused()
  await rill.page.keyboard.press('Alt+End')
  await expect.poll(() => queue(rill)).toEqual(['1.bin', '2.bin', '4.bin', '3.bin'])
  await rill.row('4.bin').click({ button: 'right' })
  await rill.page.getByRole('menuitem', { name: 'Move to top of queue' }).click()
  await expect.poll(() => queue(rill)).toEqual(['4.bin', '1.bin', '2.bin', '3.bin'])
})

test('a long queue scrolls while a row is dragged over its edge', async ({ rill }) => {
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
  await expect.poll(async () => (await queue(rill)).indexOf('1.bin')).toBeGreaterThan(7)
})
