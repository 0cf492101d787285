import type { Engine } from '../engine/engine'
import { setLanguage } from './i18n'
import type { MenuState } from './menu-template'

/** What the menus show of the settings. */
export function menuState(engine: Pick<Engine, 'settings'>): MenuState {
  const { speedMode, limitBytesPerSec, ui } = engine.settings()
  return { speedMode, limitBytesPerSec, shortcuts: ui.shortcuts }
}

/** Makes menus anew when the language or anything else that they show has changed. */
export function followSettings(
  engine: Pick<Engine, 'settings' | 'subscribe'>,
  menus: readonly { renew(): void }[],
): void {
  let shown = JSON.stringify(menuState(engine))
  const follow = async (): Promise<void> => {
    const isOtherLanguage = await setLanguage(engine.settings().ui.language)
    const state = JSON.stringify(menuState(engine))
    if (state === shown && !isOtherLanguage) return
    shown = state
    for (const menu of menus) menu.renew()
  }
  engine.subscribe((event) => {
    if (event.type === 'settings') void follow()
  })
}
