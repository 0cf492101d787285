import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import {
  fileBody,
  forbidden,
  Gate,
  goodServer,
  LOGIN,
  needsBasicLogin,
  redirects,
  throttled,
} from '../test/servers'
import { MIB } from './fixtures/bystander'
import { detailsOf, drawerOf, openTab } from './fixtures/details'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, sharingTest as test } from './fixtures/rill'
import { escaped, t } from './fixtures/texts'

const file = fileBody(73, 24 * MIB)

test('the overview tells where a file comes from', async ({ rill, serve }) => {
  const server = await serve({ '/go.bin': redirects('/real.bin'), '/real.bin': goodServer(file) })
  await rill.addLinks([server.url('/go.bin')])
  await rill.expectState('real.bin', 'completed')
  const drawer = await detailsOf(rill, 'real.bin')
  const overview = await openTab(drawer, 'overview')
  await expect(overview).toContainText(server.url('/go.bin'))
  await expect(overview).toContainText(server.url('/real.bin'))
  await expect(overview).toContainText(t('details.resumableIs.yes'))
  await expect(overview).toContainText(t('details.provenBy.validator'))
  const copy = t('details.copy', { what: t('details.finalLink') })
  await overview.getByRole('button', { name: copy }).click()
  await expect.poll(() => rill.desktop.clipboardText()).toBe(server.url('/real.bin'))
})

test('the segments show each connection at work', async ({ rill, serve }) => {
  const gate = new Gate(8 * MIB)
  const server = await serve({ '/three.bin': throttled(file, 4 * MIB, { gate }) })
  await rill.updateSettings({ connectionsPerDownload: 3 })
  await rill.addLinks([server.url('/three.bin')])
  const drawer = await detailsOf(rill, 'three.bin')
  const segments = await openTab(drawer, 'segments')
  const map = (count: number, held: string): Locator => {
    const [before = '', after = ''] = t('details.segments.label', { count, held: 'HELD' }).split(
      'HELD',
    )
    const name = new RegExp(`${escaped(before)}${held}${escaped(after)}`, 'u')
    return segments.getByRole('img', { name })
  }
  await expect(map(3, '.*')).toBeVisible()
  const table = segments.getByRole('table', { name: t('details.segments.table') })
  await expect(table).toBeVisible()
  await expect(segments.getByRole('row')).toHaveCount(4)
  gate.open()
  await rill.expectState('three.bin', 'completed')
  await expect(map(0, '.*100.*')).toBeVisible()
  await expect(table).toBeHidden()
})

test('the speed of a download is still shown after a restart', async ({ rill, serve }) => {
  const gate = new Gate(12 * MIB)
  const server = await serve({ '/measured.bin': throttled(file, MIB, { gate }) })
  await rill.addLinks([server.url('/measured.bin')])
  const chart = (speed: Locator, span: 'minute' | 'whole'): Locator => {
    const values = { now: 'VALUE', mean: 'VALUE', top: 'VALUE' }
    const [start = ''] = t(`details.chart.label.${span}`, values).split('VALUE')
    return speed.getByRole('img', { name: start })
  }
  const before = await openTab(await detailsOf(rill, 'measured.bin'), 'speed')
  await expect(chart(before, 'minute')).toBeVisible()
  await expect(before).toContainText(new RegExp(`${t('details.chart.top')}\\s*[1-9]`, 'u'))
  await rill.restart()
  gate.open()
  await rill.expectState('measured.bin', 'completed')
  const after = await openTab(await detailsOf(rill, 'measured.bin'), 'speed')
  await expect(chart(after, 'whole')).toBeVisible()
})

test('the timeline is copied and saved without secrets', async ({ rill, serve }) => {
  const server = await serve({ '/refused.bin': forbidden() })
  await rill.addLinks([`${server.url('/refused.bin')}?token=secret`])
  await rill.expectState('refused.bin', 'needs-link')
  const drawer = await detailsOf(rill, 'refused.bin')
  const timeline = await openTab(drawer, 'timeline')
  const happened = timeline.getByRole('list', { name: t('details.timeline.label') })
  await expect(happened).toContainText(t('timeline.started'))
  const why = t('errors.forbidden.happened_host', { host: server.host })
  await expect(happened).toContainText(t('timeline.needs-link', { why }))
  await timeline.getByRole('button', { name: t('details.timeline.copy') }).click()
  await expect.poll(() => rill.desktop.clipboardText()).toContain('forbidden')
  const copied = await rill.desktop.clipboardText()
  expect(copied).not.toContain('secret')

  const path = rill.path('story.txt')
  await rill.desktop.choosePath(path)
  await timeline.getByRole('button', { name: t('details.timeline.save') }).click()
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toBe(copied)
})

test('limit and connections change during a download', async ({ rill, serve }) => {
  const gate = new Gate(8 * MIB)
  const server = await serve({ '/limited.bin': throttled(file, 2 * MIB, { gate }) })
  await rill.addLinks([server.url('/limited.bin')])
  const drawer = await detailsOf(rill, 'limited.bin')
  const options = await openTab(drawer, 'options')
  const limit = options.getByRole('textbox', { name: t('details.options.limit') })
  await limit.fill('fast')
  await limit.press('Enter')
  await expect(options.getByRole('alert')).toHaveText(t('details.options.invalid'))
  await limit.press('Escape')
  await expect(limit).toHaveValue('')
  await limit.fill('100 kB')
  await limit.press('Enter')
  await expect(limit).toHaveValue('100 kB/s')
  const connections = options.getByRole('textbox', { name: t('details.options.connections') })
  await connections.fill('1')
  await connections.press('Enter')
  gate.open()
  const overview = await openTab(drawer, 'overview')
  await expect(overview).toContainText(t('details.connectionsOf', { now: 1, count: 1 }))
  await expect(overview).toContainText(t('details.limitedBy.chosen'))
  await openTab(drawer, 'options')
  await limit.fill('')
  await limit.press('Enter')
  await rill.expectState('limited.bin', 'completed')
  expect(await sha256OfPath(rill.path('limited.bin'))).toBe(file.sha256())
})

test('name and folder change during a download and after it', async ({ rill, serve }) => {
  const gate = new Gate(4 * MIB)
  const server = await serve({ '/before.bin': throttled(file, 8 * MIB, { gate }) })
  await rill.addLinks([server.url('/before.bin')])
  const drawer = await detailsOf(rill, 'before.bin')
  const options = await openTab(drawer, 'options')
  const change = async (option: 'name' | 'folder', text: string): Promise<void> => {
    const field = options.getByRole('textbox', {
      name: t(`details.options.${option}`),
      exact: true,
    })
    await field.fill(text)
    await field.press('Enter')
  }
  await change('folder', rill.path('elsewhere'))
  await expect(options.getByText(t('details.options.done'))).toBeVisible()
  expect(await exists(rill.path('elsewhere/before.bin.part'))).toBe(true)
  await change('name', 'other.bin')
  await expect(drawer.getByRole('heading', { name: 'other.bin' })).toBeVisible()
  gate.open()
  await rill.expectState('other.bin', 'completed')
  expect(await sha256OfPath(rill.path('elsewhere/other.bin'))).toBe(file.sha256())
  await change('name', 'last.bin')
  await rill.expectState('last.bin', 'completed')
  expect(await exists(rill.path('elsewhere/last.bin'))).toBe(true)
})

test('an error comes with a button that leads to its remedy', async ({ rill, serve }) => {
  const server = await serve({ '/members.bin': needsBasicLogin(goodServer(file)) })
  await rill.addLinks([server.url('/members.bin')])
  await rill.expectState('members.bin', 'needs-link')
  const drawer = await detailsOf(rill, 'members.bin')
  const trouble = drawer.getByRole('region', { name: t('remedies.trouble') })
  const { host } = server
  await expect(trouble).toContainText(t('errors.unauthorized.happened_host', { host }))
  await trouble.getByRole('button', { name: `${t('remedies.log-in')} members.bin` }).click()
  const user = drawer.getByRole('textbox', { name: t('details.options.user') })
  await expect(user).toBeFocused()
  await user.fill(LOGIN.user)
  await user.press('Enter')
  const password = drawer.getByLabel(t('details.options.password'))
  await expect(password).toBeEnabled()
  await password.fill(LOGIN.password)
  await password.press('Enter')
  await rill.expectState('members.bin', 'completed')
})

test('the keyboard opens, sizes and closes the drawer', async ({ rill, serve }) => {
  const server = await serve({ '/a.bin': goodServer(file), '/b.bin': goodServer(file) })
  await rill.addLinks([server.url('/a.bin'), server.url('/b.bin')])
  await rill.expectState('b.bin', 'completed')
  const drawer = await detailsOf(rill, 'a.bin')
  await rill.row('b.bin').focus()
  await expect(drawer.getByRole('heading', { name: 'b.bin' })).toBeVisible()
  const handle = drawer.getByRole('separator', { name: t('details.height') })
  const heightNow = async (): Promise<number> => Number(await handle.getAttribute('aria-valuenow'))
  const before = await heightNow()
  await handle.focus()
  await rill.page.keyboard.press('ArrowUp')
  await expect.poll(heightNow).toBeGreaterThan(before)
  const height = await heightNow()
  await rill.restart()
  await expect(drawerOf(rill)).toBeVisible()
  const again = await detailsOf(rill, 'a.bin')
  const handleAgain = again.getByRole('separator', { name: t('details.height') })
  await expect(handleAgain).toHaveAttribute('aria-valuenow', String(height))
  await handleAgain.focus()
  await rill.page.keyboard.press('Escape')
  await expect(again).toBeHidden()
  await expect(rill.row('a.bin')).toBeFocused()
})

test('an outdated message does not reopen the drawer', async ({ rill, serve }) => {
  const server = await serve({ '/closed.bin': goodServer(file) })
  await rill.addLinks([server.url('/closed.bin')])
  await rill.expectState('closed.bin', 'completed')
  const drawer = await detailsOf(rill, 'closed.bin')
  await rill.page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  for (const open of [false, true]) {
    await rill.updateSettings({ ui: { drawer: { open, height: 300 } } })
  }
  await rill.settle()
  await expect(drawer).toBeHidden()
})

// Last, as this Rill answers no further change: the next story would need another one.
test('leaving a field before the answer sends no second change', async ({ rill, serve }) => {
  const server = await serve({ '/once.bin': goodServer(file) })
  await rill.addLinks([server.url('/once.bin')], { paused: true })
  const options = await openTab(await detailsOf(rill, 'once.bin'), 'options')
  await rill.desktop.holdCommand('changeDownload')
  const limit = options.getByRole('textbox', { name: t('details.options.limit') })
  await limit.fill('100 kB')
  await limit.press('Enter')
  await options.getByRole('textbox', { name: t('details.options.connections') }).focus()
  // By the time of its answer, a second change would have arrived.
  await rill.roundTrip()
  expect(await rill.desktop.heldCommands()).toBe(1)
})
