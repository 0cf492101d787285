import { expect, type Locator } from '@playwright/test'
import type { RillApp } from '../fixtures/rill-app'
import type { Texts } from '../fixtures/texts'

/** The list that the window shows. */
export type List = 'empty' | 'busy' | 'broken'

export interface Stage {
  readonly rill: RillApp
  /** The texts of the window's language. */
  readonly t: Texts
}

/** A state of the window worth looking at: for the contact sheet, and for axe. */
export interface Screen {
  /** Name of its picture. */
  readonly name: string
  /** Its heading on the contact sheet. */
  readonly title: string
  /** The list in which it is shown. */
  readonly list: List
  /** Whether small and large windows show it too. */
  readonly isMain?: true
  show(stage: Stage): Promise<void>
  /** Restores the window; by default, Escape closes the open dialog. */
  leave?(stage: Stage): Promise<void>
}

export const nothing = (): Promise<void> => Promise.resolve()

/** The row of a download, in any language. */
export function row({ rill }: Stage, name: string): Locator {
  return rill.page.getByRole('row', { name: new RegExp(`^${name}`, 'u') })
}

export async function closeDialog({ rill }: Stage): Promise<void> {
  await rill.page.keyboard.press('Escape')
  await expect(rill.page.getByRole('dialog')).toHaveCount(0)
}

/** Shows one screen after another, and calls `look` on each. */
export async function eachScreen(
  stage: Stage,
  screens: readonly Screen[],
  look: (screen: Screen) => Promise<void>,
): Promise<void> {
  for (const screen of screens) {
    await screen.show(stage)
    await stage.rill.settle()
    await look(screen)
    await (screen.leave ?? closeDialog)(stage)
  }
}
