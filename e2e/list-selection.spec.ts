import { existsSync } from 'node:fs'
import { fileBody, Gate, goodServer, throttled } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'

const MANY = 120

/** `row-001.bin` and so on, paused; the list begins with the first. */
async function addPaused(rill: RillApp, count = MANY): Promise<void> {
  const urls = Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(3, '0')
    return `http://127.0.0.1:9/row-${number}.bin`
  })
  await rill.page.evaluate(
    ({ links, dir }) => window.rill.addDownloads({ urls: links, dir, paused: true }),
    { links: urls, dir: rill.folder },
  )
  await expect(rill.row('row-001.bin')).toBeVisible()
}

const bar = (rill: RillApp) => rill.page.getByRole('toolbar', { name: 'Selected downloads' })

test('rows are selected by click, Ctrl and Shift, and all by Ctrl+A', async ({ rill }) => {
  await rill.launch()
  await addPaused(rill)
  const isSelected = (name: string) => rill.row(name).getAttribute('aria-selected')
  await rill.row('row-002.bin').click()
  await expect.poll(() => isSelected('row-002.bin')).toBe('true')
  await expect(bar(rill)).toBeHidden()
  await rill.row('row-004.bin').click({ modifiers: ['Control'] })
  await expect(bar(rill)).toContainText('2 selected')
  await rill.row('row-006.bin').click({ modifiers: ['Shift'] })
  await expect(bar(rill)).toContainText('3 selected')
  expect(await isSelected('row-002.bin')).toBe('false')
  expect(await isSelected('row-005.bin')).toBe('true')
  await rill.page.keyboard.press('Control+A')
  await expect(bar(rill)).toContainText(`${MANY} selected`)
  await expect(bar(rill).getByRole('button', { name: `Cancel ${MANY}` })).toBeVisible()
  await rill.page.keyboard.press('Escape')
  await expect(bar(rill)).toBeHidden()
})

test('what is done with many is counted, and can be undone', async ({ rill }) => {
  await rill.launch()
  await addPaused(rill)
  await rill.row('row-001.bin').click()
  await rill.page.keyboard.press('Control+A')
  await bar(rill)
    .getByRole('button', { name: `Cancel ${MANY}` })
    .click()
  await expect(rill.row('row-001.bin')).toBeHidden()
  await expect(rill.page.getByText(`Removed ${MANY} downloads`)).toBeVisible()
  await rill.page.getByRole('button', { name: 'Undo' }).click()
  await expect(rill.row('row-001.bin')).toBeVisible()
  await rill.row('row-001.bin').click()
  await rill.row('row-003.bin').click({ modifiers: ['Shift'] })
  await expect(bar(rill).getByRole('button', { name: 'Resume 3' })).toBeVisible()
})

test('another filter takes the selection away', async ({ rill }) => {
  await rill.launch()
  await addPaused(rill, 3)
  await rill.row('row-001.bin').click()
  await rill.page.keyboard.press('Control+A')
  await expect(bar(rill)).toBeVisible()
  await rill.page.getByRole('searchbox', { name: 'Search downloads' }).fill('row-00')
  await expect(bar(rill)).toBeHidden()
})

test('the keyboard moves, selects, jumps to a name and goes to the end', async ({ rill }) => {
  await rill.launch()
  await addPaused(rill)
  await rill.row('row-001.bin').focus()
  await rill.page.keyboard.press('ArrowDown')
  await expect(rill.row('row-002.bin')).toBeFocused()
  await expect(rill.row('row-002.bin')).toHaveAttribute('aria-selected', 'true')
  await rill.page.keyboard.press('Shift+ArrowDown')
  await rill.page.keyboard.press('Shift+ArrowDown')
  await expect(bar(rill)).toContainText('3 selected')
  await rill.page.keyboard.press('Control+ArrowDown')
  await expect(rill.row('row-005.bin')).toBeFocused()
  await expect(bar(rill)).toContainText('3 selected')
  await rill.page.keyboard.press('Control+Space')
  await expect(bar(rill)).toContainText('4 selected')
  await rill.page.keyboard.press('End')
  await expect(rill.row('row-120.bin')).toBeFocused()
  await rill.page.keyboard.press('Home')
  await expect(rill.row('row-001.bin')).toBeFocused()
  await rill.page.keyboard.press('PageDown')
  await expect(rill.row('row-001.bin')).not.toBeFocused()
  // In one breath: after a pause another name begins.
  await Promise.all([...'row-077'].map((letter) => rill.page.keyboard.press(letter)))
  await expect(rill.row('row-077.bin')).toBeFocused()
  await expect(rill.row('row-077.bin')).toHaveAttribute('aria-selected', 'true')
})

test('a cancelled download that is had back goes on where it was', async ({ rill, serve }) => {
  const file = fileBody(5, 6 * MIB)
  const gate = new Gate(3 * MIB)
  const server = await serve({ '/back.bin': throttled(file, 16 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/back.bin')])
  await gate.held()
  await rill.press('Cancel', 'back.bin')
  await expect(rill.row('back.bin')).toBeHidden()
  await rill.page.getByRole('button', { name: 'Undo' }).click()
  await expect(rill.row('back.bin')).toBeVisible()
  gate.open()
  await rill.expectState('back.bin', 'completed')
})

test('what was removed can be had back after a restart', async ({ rill }) => {
  await rill.launch()
  await addPaused(rill, 2)
  // Ten seconds may not be enough for the restart: this Rill's clock is fast, the next one's right.
  await rill.app.evaluate(() => {
    const now = Date.now.bind(Date)
    Date.now = () => now() + 600_000
  })
  await rill.row('row-001.bin').focus()
  await rill.page.keyboard.press('Delete')
  await expect(rill.row('row-001.bin')).toBeHidden()
  await rill.kill9()
  await rill.launch()
  await expect(rill.row('row-002.bin')).toBeVisible()
  await expect(rill.row('row-001.bin')).toBeHidden()
  await rill.page.getByRole('button', { name: 'Undo' }).click()
  await expect(rill.row('row-001.bin')).toBeVisible()
})

test('what is completed is cleared off the list at once, and its files stay', async ({
  rill,
  serve,
}) => {
  const server = await serve({ '/one.bin': goodServer(fileBody(1, 1000)) })
  await rill.launch()
  await rill.addLinks([server.url('/one.bin')])
  await rill.expectState('one.bin', 'completed')
  await addPaused(rill, 1)
  await rill.page.getByRole('button', { name: 'List options' }).click()
  await rill.page.getByRole('menuitem', { name: 'Clear completed downloads' }).click()
  await expect(rill.row('one.bin')).toBeHidden()
  await expect(rill.row('row-001.bin')).toBeVisible()
  expect(existsSync(rill.path('one.bin'))).toBe(true)
  await rill.page.getByRole('button', { name: 'Undo' }).click()
  await expect(rill.row('one.bin')).toBeVisible()
})

test('the menu of a row copies its link and a cURL command', async ({ rill, serve }) => {
  const server = await serve({ '/copy.bin': goodServer(fileBody(1, 1000)) })
  await rill.launch()
  await rill.addLinks([server.url('/copy.bin')])
  await rill.expectState('copy.bin', 'completed')
  const clipboard = () => rill.app.evaluate(({ clipboard: board }) => board.readText())
  await rill.row('copy.bin').click({ button: 'right' })
  await expect(rill.rows()).toHaveAttribute('aria-selected', 'true')
  await rill.page.getByRole('menuitem', { name: 'Copy link' }).click()
  await expect.poll(clipboard).toBe(server.url('/copy.bin'))
  await rill.row('copy.bin').focus()
  await rill.page.keyboard.press('Shift+F10')
  await rill.page.getByRole('menuitem', { name: 'Copy as cURL' }).click()
  await expect.poll(clipboard).toBe(`curl --location --remote-name ${server.url('/copy.bin')}`)
})

test('a finished file opens by double click, and is dragged out', async ({ rill, serve }) => {
  const server = await serve({ '/out.bin': goodServer(fileBody(1, 1000)) })
  await rill.launch()
  await rill.addLinks([server.url('/out.bin')])
  await rill.expectState('out.bin', 'completed')
  await rill.app.evaluate(({ BrowserWindow, shell }) => {
    const seen: string[] = []
    Object.assign(globalThis, { rillSeen: seen })
    shell.openPath = (path) => {
      seen.push(`open ${path}`)
      return Promise.resolve('')
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.startDrag = ({ file }) => void seen.push(`drag ${file}`)
    }
  })
  const seen = () =>
    rill.app.evaluate(() => (globalThis as unknown as { rillSeen: string[] }).rillSeen)
  await rill.row('out.bin').dblclick()
  await expect.poll(seen).toEqual([`open ${rill.path('out.bin')}`])
  await rill.row('out.bin').dispatchEvent('dragstart')
  await expect.poll(seen).toContain(`drag ${rill.path('out.bin')}`)
})

test('starts and ends are said aloud, progress is not', async ({ rill, serve }) => {
  const gate = new Gate(2 * MIB)
  const server = await serve({ '/said.bin': throttled(fileBody(1, 4 * MIB), 16 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/said.bin'), server.url('/none.bin')])
  await gate.held()
  const said = rill.page.getByRole('status')
  await expect(said.filter({ hasText: 'said.bin has started.' })).toHaveCount(1)
  await expect(said.filter({ hasText: 'none.bin has failed.' })).toHaveCount(1)
  gate.open()
  await expect(said.filter({ hasText: 'said.bin is complete.' })).toHaveCount(1)
})
