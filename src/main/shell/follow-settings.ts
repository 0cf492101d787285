import type { Engine } from '../engine/engine'
import { setLanguage } from './i18n'
import type { MenuState } from './menu-template'

/** The settings that the menus show. */
export function menuState(engine: Pick<Engine, 'settings'>): MenuState {
  const { speedMode, limitBytesPerSec, ui } = engine.settings()
  return { speedMode, limitBytesPerSec, shortcuts: ui.shortcuts }
}

/** Rebuilds the menus when the language or a setting that they show changes. */
export function followSettings(
  engine: Pick<Engine, 'settings' | 'subscribe'>,
  menus: readonly { rebuild(): void }[],
): void {
  let shown = JSON.stringify(menuState(engine))
  const follow = async (): Promise<void> => {
    const isOtherLanguage = await setLanguage(engine.settings().ui.language)
    const state = JSON.stringify(menuState(engine))
    if (state === shown && !isOtherLanguage) return
    shown = state
    for (const menu of menus) menu.rebuild()
  }
  engine.subscribe((event) => {
    if (event.type === 'settings') void follow()
  })
}
