import { expect } from '@playwright/test'
import { directionOf, type Language } from '../../src/shared/i18n/languages'
import type { RillApp } from '../fixtures/rill-app'
import { isTranslated, type Texts, textsOf } from '../fixtures/texts'

/** Theme, language and size of the window. */
export interface Look {
  readonly theme: 'light' | 'dark' | 'contrast'
  readonly language: Language
  readonly width: number
  readonly height: number
}

export const USUAL: Look = { theme: 'light', language: 'en', width: 1280, height: 800 }

/** `en-dark-960x600`. */
export function nameOf({ theme, language, width, height }: Look): string {
  return `${language}-${theme}-${width}x${height}`
}

/** Gives the window this look; returns its texts. */
export async function takeOn(rill: RillApp, look: Look): Promise<Texts> {
  const { theme, language, width, height } = look
  await rill.desktop.resizeWindow(width, height)
  await rill.updateSettings({ ui: { theme, language } })
  const spoken = isTranslated(language) ? language : 'en'
  const html = rill.page.locator('html')
  await expect(html).toHaveAttribute('data-theme', theme)
  await expect(html).toHaveAttribute('lang', spoken)
  await expect(html).toHaveAttribute('dir', directionOf(spoken))
  await expect.poll(() => rill.page.evaluate(() => window.innerWidth)).toBe(width)
  await rill.page.mouse.move(width / 2, 1)
  return textsOf(language)
}
