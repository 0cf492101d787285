import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { PROJECT } from '../fixtures/electron-binary'
import { test } from '../fixtures/rill'
import type { RillApp } from '../fixtures/rill-app'
import { isTranslated } from '../fixtures/texts'
import { launchWith } from './fill'
import { indexText, type Picture } from './index-text'
import { type Look, nameOf, takeOn, USUAL } from './look'
import { eachScreen, type List } from './screen'
import { SCREENS } from './screens'

const FOLDER = join(PROJECT, 'out', 'screens')

/** The sheet should open quickly. */
const MOST_BYTES = 7_000_000

/** A fixed folder, so that no picture shows the random name of one run. */
const HOME = join(tmpdir(), 'rill-pictures')
const DOWNLOADS = join(HOME, 'Downloads')

const SMALL = { width: 960, height: 600 }
const LARGE = { width: 1920, height: 1080 }

/** Large, small and high-contrast windows show the main screens only. */
const LOOKS: readonly (Look & { readonly onlyMain?: true })[] = [
  USUAL,
  { ...USUAL, theme: 'dark' },
  { ...USUAL, theme: 'contrast', onlyMain: true },
  { ...USUAL, ...SMALL, onlyMain: true },
  { ...USUAL, ...SMALL, theme: 'dark', onlyMain: true },
  { ...USUAL, ...LARGE, onlyMain: true },
  { ...USUAL, language: 'de' },
  { ...USUAL, ...SMALL, language: 'de', onlyMain: true },
  { ...USUAL, language: 'ar', theme: 'dark' },
  { ...USUAL, ...SMALL, language: 'ar', onlyMain: true },
]

const pictures: Picture[] = []

test.beforeAll(() => {
  for (const folder of [FOLDER, HOME]) rmSync(folder, { recursive: true, force: true })
  mkdirSync(DOWNLOADS, { recursive: true })
})

for (const list of ['empty', 'busy', 'broken'] as const) {
  test(`pictures of a list that is ${list}`, async ({ rill, serve }) => {
    test.setTimeout(600_000)
    const stop = await launchWith(rill, serve, { list, times: 6, folder: DOWNLOADS })
    await pictureAll(rill, list)
    stop()
  })
}

test.afterAll(() => {
  rmSync(HOME, { recursive: true, force: true })
  writeFileSync(join(FOLDER, 'README.md'), indexText(SCREENS, pictures))
  expect(pictures.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_BYTES)
})

async function pictureAll(rill: RillApp, list: List): Promise<void> {
  for (const look of LOOKS) {
    if (!isTranslated(look.language)) continue
    const t = await takeOn(rill, look)
    const screens = SCREENS.filter(
      (screen) => screen.list === list && (screen.isMain || !look.onlyMain),
    )
    await eachScreen({ rill, t }, screens, async ({ name }) => {
      const file = join(nameOf(look), `${name}.webp`)
      const bytes = await asWebp(rill, await rill.page.screenshot({ animations: 'disabled' }))
      mkdirSync(join(FOLDER, nameOf(look)), { recursive: true })
      writeFileSync(join(FOLDER, file), bytes)
      pictures.push({ screen: name, look: nameOf(look), file, bytes: bytes.length })
    })
  }
}

/** Encoded by the page itself: a tenth of the size, and no package for it. */
async function asWebp(rill: RillApp, png: Buffer): Promise<Buffer> {
  const encoded = await rill.page.evaluate(async (text) => {
    const binary = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([binary], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.7 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  }, png.toString('base64'))
  return Buffer.from(encoded, 'base64')
}
