import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import {
  chunkedUnknownLength,
  failsThenRecovers,
  fileBody,
  Gate,
  goodServer,
} from '../test/servers'
import { MIB } from './fixtures/bystander'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { launchWith } from './screens/fill'
import { type Look, nameOf, takeOn, USUAL } from './screens/look'
import { eachScreen } from './screens/screen'
import { SCREENS } from './screens/screens'

/** The looks differ in colours, and the language in words and direction: only that is looked at again. */
const LOOKS: readonly { readonly look: Look; readonly rules: 'all' | 'colours' | 'structure' }[] = [
  { look: USUAL, rules: 'all' },
  { look: { ...USUAL, theme: 'dark' }, rules: 'colours' },
  { look: { ...USUAL, theme: 'contrast' }, rules: 'colours' },
  { look: { ...USUAL, language: 'ar' }, rules: 'structure' },
]

const COLOURS = 'color-contrast'

async function violations(
  rill: RillApp,
  rules: 'all' | 'colours' | 'structure' = 'all',
): Promise<string[]> {
  const axe = new AxeBuilder({ page: rill.page }).setLegacyMode(true)
  if (rules === 'colours') axe.withRules(COLOURS)
  if (rules === 'structure') axe.disableRules(COLOURS)
  const { violations: found } = await axe.analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

for (const { look, rules } of LOOKS) {
  for (const list of ['empty', 'busy', 'broken'] as const) {
    test(`axe finds nothing on any screen of a list that is ${list}: ${nameOf(look)}`, async ({
      rill,
      serve,
    }) => {
      test.setTimeout(900_000)
      const stop = await launchWith(rill, serve, { list, times: 4 })
      const screens = SCREENS.filter((screen) => screen.list === list)
      const t = await takeOn(rill, look)
      await eachScreen({ rill, t }, screens, async ({ name }) => {
        expect.soft(await violations(rill, rules), name).toEqual([])
      })
      stop()
    })
  }
}

for (const { look, rules } of LOOKS) {
  test(`axe finds nothing where no screen is pictured: ${nameOf(look)}`, async ({ rill }) => {
    await rill.launch()
    const t = await takeOn(rill, look)
    await rill.page.getByRole('searchbox').fill('status:paused >1GB size:huge st')
    await expect(rill.page.getByRole('listbox')).toBeVisible()
    await rill.settle()
    expect.soft(await violations(rill, rules), 'a search with a hint').toEqual([])
    await rill.page.keyboard.press('Control+,')
    const dialog = rill.page.getByRole('dialog')
    for (const section of ['notifications', 'languages', 'advanced']) {
      const name = t(`settings.sections.${section}`)
      await dialog.getByRole('button', { name, exact: true }).click()
      await expect(dialog.getByRole('heading', { name, exact: true })).toBeAttached()
      await rill.settle()
      expect.soft(await violations(rill, rules), section).toEqual([])
    }
  })
}

/** Presses Tab until this has the focus; throws if it never gets it. */
async function tabTo(rill: RillApp, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await rill.page.keyboard.press('Tab')
  }
  throw new Error(`Tab never comes to ${wanted.toString()}`)
}

/** Brings the keyboard to the row of a download, by the list's own keys. */
async function goToRow(rill: RillApp, name: string): Promise<void> {
  await tabTo(rill, rill.page.locator('[role=grid] [data-index][tabindex="0"]').first())
  await rill.page.keyboard.press('Home')
  for (let presses = 0; presses < 10; presses += 1) {
    const isThere = await rill.row(name).evaluate((row) => row.contains(document.activeElement))
    if (isThere) return
    await rill.page.keyboard.press('ArrowDown')
  }
  throw new Error(`The keyboard does not come to ${name}`)
}

test('the keyboard alone adds, pauses, inspects, retries and removes', async ({ rill, serve }) => {
  const { keyboard } = await withoutMouse(rill)
  const gate = new Gate(MIB)
  const file = fileBody(61, 3 * MIB)
  const late = failsThenRecovers({ status: 404 }, goodServer(fileBody(62, 100_000)))
  const server = await serve({ '/talk.mp4': goodServer(file, { gate }), '/late.zip': late })

  await keyboard.press('Control+n')
  await expect(rill.dialog('Add downloads').getByRole('textbox', { name: 'Links' })).toBeFocused()
  await keyboard.insertText(`${server.url('/late.zip')}\n${server.url('/talk.mp4')}`)
  await keyboard.press('Control+Enter')
  await gate.held()
  await rill.expectState('talk.mp4', 'downloading')
  await rill.expectState('late.zip', 'failed')

  await goToRow(rill, 'talk.mp4')
  await keyboard.press('Space')
  await rill.expectState('talk.mp4', 'paused')
  const details = rill.page.getByRole('region', { name: 'Details' })
  await keyboard.press('Alt+Enter')
  await expect(details.getByRole('heading', { name: 'talk.mp4' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(details).toBeHidden()
  await keyboard.press('Space')
  gate.open()
  await rill.expectState('talk.mp4', 'completed')
  expect(await sha256OfPath(rill.path('talk.mp4'))).toBe(file.sha256())

  late.recover()
  await goToRow(rill, 'late.zip')
  await pressInRow(rill, 'Retry', 'late.zip')
  await rill.expectState('late.zip', 'completed')

  await goToRow(rill, 'late.zip')
  await keyboard.press('Delete')
  await expect(rill.row('late.zip')).toBeHidden()
  expect(await exists(rill.path('late.zip'))).toBe(true)
})

/** Steps with the arrows to a button of the row that the keyboard is on, and presses it. */
async function pressInRow(rill: RillApp, action: string, name: string): Promise<void> {
  const button = rill.row(name).getByRole('button', { name: `${action} ${name}`, exact: true })
  for (let presses = 0; presses < 20; presses += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) {
      await rill.page.keyboard.press('Enter')
      return
    }
    await rill.page.keyboard.press('ArrowRight')
  }
  throw new Error(`The arrows do not come to ${action} ${name}`)
}

/** Rill, with a pointer that nothing listens to. */
async function withoutMouse(rill: RillApp): Promise<RillApp['page']> {
  await rill.launch()
  await rill.page.evaluate(() => {
    for (const name of ['pointerdown', 'mousedown', 'click'] as const) {
      window.addEventListener(
        name,
        (event) => {
          // A key that presses a button makes a click without a place.
          if ((event as PointerEvent).detail === 0) return
          event.stopImmediatePropagation()
          event.preventDefault()
        },
        { capture: true },
      )
    }
  })
  return rill.page
}

test('at twice the size everything is still there', async ({ rill, serve }) => {
  const stop = await launchWith(rill, serve, { list: 'busy' })
  stop()
  await takeOn(rill, USUAL)
  await rill.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2)
  })
  await expect.poll(() => rill.page.evaluate(() => window.innerWidth)).toBe(640)
  const { page } = rill
  await expectWithin(rill, [
    page.getByRole('button', { name: 'Add downloads' }).first(),
    page.getByRole('searchbox', { name: 'Search downloads' }),
    page.getByRole('navigation', { name: 'Filters' }),
    page.getByRole('button', { name: 'Settings' }),
    page.getByRole('grid', { name: 'Downloads' }),
  ])
  await page.keyboard.press('Control+n')
  const dialog = rill.dialog('Add downloads')
  await expectWithin(rill, [
    dialog.getByRole('textbox', { name: 'Links' }),
    dialog.getByRole('textbox', { name: 'Save to' }),
    dialog.getByRole('button', { name: 'Choose folder' }),
    dialog.getByRole('button', { name: 'Start' }),
    dialog.getByRole('button', { name: 'Add paused' }),
    dialog.getByRole('button', { name: 'Cancel' }),
  ])
})

/** Each can be brought into sight as a whole, and the page itself never scrolls sideways. */
async function expectWithin(rill: RillApp, parts: readonly Locator[]): Promise<void> {
  await rill.settle()
  for (const part of parts) {
    await part.scrollIntoViewIfNeeded()
    await expect(part).toBeInViewport({ ratio: 0.99 })
  }
  const overflow = (): Promise<number> =>
    rill.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
  await expect.poll(overflow).toBe(0)
}

test('nothing moves for who asked the system for less motion', async ({ rill, serve }) => {
  const gate = new Gate(MIB)
  const server = await serve({
    '/endless.bin': chunkedUnknownLength(fileBody(63, 4 * MIB), { gate }),
  })
  await rill.launch()
  await rill.addLinks([server.url('/endless.bin')])
  await gate.held()
  await rill.expectState('endless.bin', 'downloading')
  await expect.poll(() => endlessAnimations(rill)).toBeGreaterThan(0)
  await rill.page.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(() => endlessAnimations(rill)).toBe(0)
  await rill.page.keyboard.press('Control+n')
  await expect(rill.dialog('Add downloads')).toBeVisible()
  expect(await longAnimations(rill)).toEqual([])
})

function endlessAnimations(rill: RillApp): Promise<number> {
  return rill.page.evaluate(
    () =>
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY)
        .length,
  )
}

/** What is moving and takes long enough to be seen. */
function longAnimations(rill: RillApp): Promise<string[]> {
  return rill.page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 20)
      .map((animation) => (animation as CSSAnimation).animationName),
  )
}
