import { app } from 'electron'
import { addFromClipboard } from './add-launch-request'
import { type AppMenu, installAppMenu } from './app-menu'
import type { CommandContext } from './commands/command-context'
import { zoomBy } from './follow-appearance'
import { menuState } from './follow-settings'
import type { MenuActions } from './menu-template'
import { createTray, type RillTray } from './tray'

export interface Menus {
  readonly menu: AppMenu
  /** null on a system without a tray. */
  readonly tray: RillTray | null
}

/** Installs the window's menu and the tray with its menu. */
export function buildMenus(context: Pick<CommandContext, 'engine' | 'feed' | 'window'>): Menus {
  const { engine } = context
  const actions = menuActions(context)
  return {
    tray: createTray(actions, () => menuState(engine)),
    menu: installAppMenu(actions, () => menuState(engine)),
  }
}

function menuActions({
  engine,
  feed,
  window,
}: Pick<CommandContext, 'engine' | 'feed' | 'window'>): MenuActions {
  return {
    showWindow: () => window.show(),
    addDownloads: () => {
      window.show()
      feed.post('openAddDialog', { text: '' })
    },
    addFromClipboard: () => void addFromClipboard({ feed, window }),
    pauseAll: () => engine.control.pauseAll(),
    resumeAll: () => engine.control.resumeAll(),
    openSettings: () => {
      window.show()
      feed.post('openSettings', null)
    },
    setSpeedMode: (speedMode) => void engine.updateSettings({ speedMode }),
    zoom: (step) => zoomBy(engine, step),
    quit: () => app.quit(),
  }
}
