import { existsSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { fileBody, Gate, goodServer, throttled } from '../test/servers'
import { MIB } from './fixtures/bystander'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { t } from './fixtures/texts'

const MANY = 120

/** Starts Rill with `row-001.bin` and so on, paused; the list begins with the first. */
async function launchWithRows(rill: RillApp, count = MANY): Promise<void> {
  await rill.launch()
  const numbers = Array.from({ length: count }, (_, index) => String(index + 1).padStart(3, '0'))
  await rill.addPaused(numbers.map((number) => `http://127.0.0.1:9/row-${number}.bin`))
}

function bar(rill: RillApp): Locator {
  return rill.page.getByRole('toolbar', { name: t('list.bulk.bar') })
}

async function expectSelected(rill: RillApp, count: number): Promise<void> {
  await expect(bar(rill)).toContainText(t('list.bulk.selected', { count }))
}

function undo(rill: RillApp): Locator {
  return rill.page.getByRole('button', { name: t('list.undo') })
}

test('click, Ctrl and Shift select rows, and Ctrl+A all', async ({ rill }) => {
  await launchWithRows(rill)
  const row = (name: string): Locator => rill.row(name)
  await row('row-002.bin').click()
  await expect(row('row-002.bin')).toHaveAttribute('aria-selected', 'true')
  await expect(bar(rill)).toBeHidden()
  await row('row-004.bin').click({ modifiers: ['Control'] })
  await expectSelected(rill, 2)
  await row('row-006.bin').click({ modifiers: ['Shift'] })
  await expectSelected(rill, 3)
  await expect(row('row-002.bin')).toHaveAttribute('aria-selected', 'false')
  await expect(row('row-005.bin')).toHaveAttribute('aria-selected', 'true')
  await rill.page.keyboard.press('Control+A')
  await expectSelected(rill, MANY)
  await rill.page.keyboard.press('Escape')
  await expect(bar(rill)).toBeHidden()
  await rill.page.keyboard.press('Control+A')
  await expectSelected(rill, MANY)
  await rill.page.getByRole('searchbox', { name: 'Search downloads' }).fill('row-00')
  await expect(bar(rill)).toBeHidden()
})

test('a bulk removal is counted and can be undone', async ({ rill }) => {
  await launchWithRows(rill)
  await rill.row('row-001.bin').click()
  await rill.page.keyboard.press('Control+A')
  await bar(rill)
    .getByRole('button', { name: t('list.bulk.cancel', { count: MANY }) })
    .click()
  await expect(rill.row('row-001.bin')).toBeHidden()
  await expect(rill.page.getByText(t('list.removed', { count: MANY }))).toBeVisible()
  await undo(rill).click()
  await expect(rill.row('row-001.bin')).toBeVisible()
  await rill.row('row-001.bin').click()
  await rill.row('row-003.bin').click({ modifiers: ['Shift'] })
  const resume = t('list.bulk.resume', { count: 3 })
  await expect(bar(rill).getByRole('button', { name: resume })).toBeVisible()
})

test('the keyboard moves, selects and jumps to a name', async ({ rill }) => {
  await launchWithRows(rill)
  const { keyboard } = rill.page
  await rill.row('row-001.bin').focus()
  await keyboard.press('ArrowDown')
  await expect(rill.row('row-002.bin')).toBeFocused()
  await expect(rill.row('row-002.bin')).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Shift+ArrowDown')
  await expectSelected(rill, 3)
  await keyboard.press('Control+ArrowDown')
  await expect(rill.row('row-005.bin')).toBeFocused()
  await expectSelected(rill, 3)
  await keyboard.press('Control+Space')
  await expectSelected(rill, 4)
  await keyboard.press('End')
  await expect(rill.row('row-120.bin')).toBeFocused()
  await keyboard.press('Home')
  await expect(rill.row('row-001.bin')).toBeFocused()
  await keyboard.press('PageDown')
  await expect(rill.row('row-001.bin')).not.toBeFocused()
  // Without a pause: after one, the next letter would start another name.
  await Promise.all([...'row-077'].map((letter) => keyboard.press(letter)))
  await expect(rill.row('row-077.bin')).toBeFocused()
  await expect(rill.row('row-077.bin')).toHaveAttribute('aria-selected', 'true')
})

test('a cancelled download continues after Undo', async ({ rill, serve }) => {
  const gate = new Gate(3 * MIB)
  const server = await serve({ '/back.bin': throttled(fileBody(5, 6 * MIB), 16 * MIB, { gate }) })
  await rill.launch()
  await rill.addLinks([server.url('/back.bin')])
  await gate.held()
  await rill.press('Cancel', 'back.bin')
  await expect(rill.row('back.bin')).toBeHidden()
  await undo(rill).click()
  await expect(rill.row('back.bin')).toBeVisible()
  gate.open()
  await rill.expectState('back.bin', 'completed')
})

test('a removal can be undone after a restart', async ({ rill }) => {
  await launchWithRows(rill, 2)
  // The ten seconds of Undo may be over before Rill has restarted: the clock of this run is fast,
  // and the clock of the next one right.
  await rill.desktop.advanceClock(600_000)
  await rill.row('row-001.bin').focus()
  await rill.page.keyboard.press('Delete')
  await expect(rill.row('row-001.bin')).toBeHidden()
  await rill.kill9()
  await rill.launch()
  await expect(rill.row('row-002.bin')).toBeVisible()
  await expect(rill.row('row-001.bin')).toBeHidden()
  await undo(rill).click()
  await expect(rill.row('row-001.bin')).toBeVisible()
})

test('clearing completed downloads keeps their files', async ({ rill, serve }) => {
  const server = await serve({ '/one.bin': goodServer(fileBody(1, 1000)) })
  await launchWithRows(rill, 1)
  await rill.addLinks([server.url('/one.bin')])
  await rill.expectState('one.bin', 'completed')
  await rill.page.getByRole('button', { name: t('list.head.options') }).click()
  await rill.page.getByRole('menuitem', { name: t('list.head.clear') }).click()
  await expect(rill.row('one.bin')).toBeHidden()
  await expect(rill.row('row-001.bin')).toBeVisible()
  expect(existsSync(rill.path('one.bin'))).toBe(true)
  await undo(rill).click()
  await expect(rill.row('one.bin')).toBeVisible()
})

test('a finished file is opened, dragged out and copied as a link', async ({ rill, serve }) => {
  const server = await serve({ '/out.bin': goodServer(fileBody(1, 1000)) })
  await rill.launch()
  await rill.addLinks([server.url('/out.bin')])
  await rill.expectState('out.bin', 'completed')
  const { desktop, page } = rill
  await desktop.recordOpened()
  await rill.row('out.bin').dblclick()
  await expect.poll(() => desktop.opened()).toEqual([`open ${rill.path('out.bin')}`])
  await rill.row('out.bin').dispatchEvent('dragstart')
  await expect.poll(() => desktop.opened()).toContain(`drag ${rill.path('out.bin')}`)

  const link = server.url('/out.bin')
  await rill.row('out.bin').click({ button: 'right' })
  await expect(rill.rows()).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('menuitem', { name: t('list.menu.copyLink', { count: 1 }) }).click()
  await expect.poll(() => desktop.clipboardText()).toBe(link)
  await expect(page.getByRole('menu')).toBeHidden()
  await rill.row('out.bin').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: t('list.menu.copyCurl') }).click()
  await expect.poll(() => desktop.clipboardText()).toBe(`curl --location --remote-name ${link}`)
})

test('a screen reader hears starts and ends', async ({ rill, serve }) => {
  const gate = new Gate(2 * MIB)
  const server = await serve({ '/said.bin': throttled(fileBody(1, 4 * MIB), 16 * MIB, { gate }) })
  await rill.launch()
  const said = (event: 'started' | 'completed' | 'failed', name: string): Locator =>
    rill.page.getByRole('status').filter({ hasText: t(`list.live.${event}`, { name, count: 1 }) })
  await rill.addLinks([server.url('/said.bin'), server.url('/none.bin')])
  await gate.held()
  await expect(said('started', 'said.bin')).toHaveCount(1)
  await expect(said('failed', 'none.bin')).toHaveCount(1)
  gate.open()
  await expect(said('completed', 'said.bin')).toHaveCount(1)
})
