import { writeFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { DEFAULT_UI } from '../src/shared/ui-preferences'
import {
  chunkedUnknownLength,
  failsThenRecovers,
  fileBody,
  Gate,
  goodServer,
  needsBasicLogin,
  noRangeServer,
} from '../test/servers'
import { type Rules, violations } from './fixtures/axe'
import { MIB } from './fixtures/bystander'
import { drawerOf } from './fixtures/details'
import { exists, sha256OfPath } from './fixtures/files'
import { expect, test } from './fixtures/rill'
import type { RillApp } from './fixtures/rill-app'
import { t } from './fixtures/texts'
import { launchWith } from './screens/fill'
import { type Look, takeOn, USUAL } from './screens/look'
import { eachScreen } from './screens/screen'
import { SCREENS } from './screens/screens'

const THEMES = ['dark', 'contrast'] as const

for (const list of ['busy', 'empty', 'broken'] as const) {
  test(`axe finds no violation on any screen of a list that is ${list}`, async ({
    rill,
    serve,
  }) => {
    test.setTimeout(900_000)
    const stop = await launchWith(rill, serve, { list, times: 2 })
    const screens = SCREENS.filter((screen) => screen.list === list)
    const english = await takeOn(rill, USUAL)
    const check = async (name: string, rules: Rules): Promise<void> => {
      await rill.settle()
      expect.soft(await violations(rill.page, rules), name).toEqual([])
    }
    await eachScreen({ rill, t: english }, screens, async ({ name }) => {
      await check(name, 'all')
      for (const theme of THEMES) {
        await showTheme(rill, theme)
        await check(`${name}, ${theme}`, 'colours')
      }
      await showTheme(rill, USUAL.theme)
    })
    const arabic = await takeOn(rill, { ...USUAL, language: 'ar' })
    await eachScreen({ rill, t: arabic }, screens, ({ name }) => check(`${name}, ar`, 'structure'))
    stop()
  })
}

async function showTheme(rill: RillApp, theme: Look['theme']): Promise<void> {
  await rill.updateSettings({ ui: { theme } })
  await expect(rill.page.locator('html')).toHaveAttribute('data-theme', theme)
}

test('axe finds no violation in states without a screenshot', async ({ rill, serve }) => {
  const server = await serve({
    '/once.iso': noRangeServer(fileBody(64, 1000)),
    '/locked.iso': needsBasicLogin(goodServer(fileBody(65, 1000))),
    '/report.pdf': goodServer(fileBody(66, 1000)),
  })
  await writeFile(rill.path('report.pdf'), 'old')
  await rill.launch()
  await rill.updateSettings({ ui: { addDefaults: DEFAULT_UI.addDefaults } })
  const { page } = rill
  const check = async (name: string): Promise<void> => {
    for (const theme of [USUAL.theme, ...THEMES]) {
      await showTheme(rill, theme)
      await rill.settle()
      const rules = theme === USUAL.theme ? 'all' : 'colours'
      expect.soft(await violations(page, rules), `${name}, ${theme}`).toEqual([])
    }
  }
  await page.getByRole('searchbox').fill('status:paused >1GB size:huge st')
  await expect(page.getByRole('listbox')).toBeVisible()
  await check('a search with a hint')

  await page.keyboard.press('Control+N')
  const adding = rill.dialog('Add downloads')
  const paths = ['report.pdf', 'locked.iso', 'once.iso', '[1-3].zip', '[1-20000]']
  const links = paths.map((path) => server.url(`/${path}`))
  await adding.getByRole('textbox', { name: 'Links' }).fill([...links, 'no link'].join('\n'))
  await expect(adding.getByText(t('add.there.file'))).toBeVisible()
  await expect(adding.getByText(t('add.notResumable'))).toBeVisible()
  await adding.getByRole('button', { name: t('add.when'), exact: true }).click()
  await page.getByRole('menuitem', { name: t('add.whens.later') }).click()
  await adding.getByRole('button', { name: t('add.moreOptions') }).click()
  await adding.getByRole('textbox', { name: t('add.fields.proxy') }).fill('x')
  await check('adding links with every remark')
  await adding.getByRole('button', { name: 'Cancel' }).click()
  await expect(adding).toBeHidden()

  await page.keyboard.press('Control+,')
  const settings = rill.dialog('Settings')
  for (const section of ['notifications', 'languages', 'advanced'] as const) {
    const name = t(`settings.sections.${section}`)
    await settings.getByRole('button', { name, exact: true }).click()
    await expect(settings.getByRole('heading', { name, exact: true })).toBeAttached()
    await check(section)
  }
})

/** Presses Tab until `wanted` has the focus; throws if it never does. */
async function tabTo(rill: RillApp, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await rill.page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${wanted.toString()}`)
}

/** Moves the focus to the row of a download, with the list's own keys. */
async function goToRow(rill: RillApp, name: string): Promise<void> {
  await tabTo(rill, rill.page.locator('[role=grid] [data-index][tabindex="0"]').first())
  await rill.page.keyboard.press('Home')
  for (let presses = 0; presses < 10; presses += 1) {
    const isThere = await rill.row(name).evaluate((row) => row.contains(document.activeElement))
    if (isThere) return
    await rill.page.keyboard.press('ArrowDown')
  }
  throw new Error(`The keyboard never reaches ${name}`)
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
  const details = drawerOf(rill)
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

/** Moves with the arrows to a button of the focused row, and presses it. */
async function pressInRow(rill: RillApp, action: string, name: string): Promise<void> {
  const button = rill.row(name).getByRole('button', { name: `${action} ${name}`, exact: true })
  for (let presses = 0; presses < 20; presses += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) {
      await rill.page.keyboard.press('Enter')
      return
    }
    await rill.page.keyboard.press('ArrowRight')
  }
  throw new Error(`The arrows never reach ${action} ${name}`)
}

/** Rill in a window that ignores the pointer. */
async function withoutMouse(rill: RillApp): Promise<RillApp['page']> {
  await rill.launch()
  await rill.page.evaluate(() => {
    for (const name of ['pointerdown', 'mousedown', 'click'] as const) {
      window.addEventListener(
        name,
        (event) => {
          // A key that presses a button causes a click too, but one without a pointer.
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

test('every part can be reached at a zoom of 200 percent', async ({ rill, serve }) => {
  const stop = await launchWith(rill, serve, { list: 'busy' })
  stop()
  await takeOn(rill, USUAL)
  await rill.desktop.zoomWindow(2)
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

/** Every part can be scrolled into view, and the page itself never scrolls sideways. */
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

test('animations stop under reduced motion', async ({ rill, serve }) => {
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

/** The animations that last long enough to be seen. */
function longAnimations(rill: RillApp): Promise<string[]> {
  return rill.page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) > 20)
      .map((animation) => (animation as CSSAnimation).animationName),
  )
}
