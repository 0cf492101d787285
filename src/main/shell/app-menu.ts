import { app, Menu } from 'electron'
import type { DesktopStatus } from './desktop-status'
import { appMenuTemplate, type MenuActions, type MenuState } from './menu-template'

export interface AppMenu {
  showStatus(status: DesktopStatus): void
  /** Rebuilds the menu with the present language and settings. */
  rebuild(): void
}

/** Installs the window's menu. */
export function installAppMenu(actions: MenuActions, state: () => MenuState): AppMenu {
  const platform = { isMac: process.platform === 'darwin', isDevelopment: !app.isPackaged }
  const make = (): Menu => {
    const made = Menu.buildFromTemplate(appMenuTemplate(actions, state(), platform))
    Menu.setApplicationMenu(made)
    return made
  }
  let menu = make()
  let last: DesktopStatus | null = null
  return {
    showStatus(status) {
      last = status
      enableItems(menu, status)
    },
    rebuild() {
      menu = make()
      if (last !== null) enableItems(menu, last)
    },
  }
}

/** Enables the items that make sense now; returns whether any of them changed. */
export function enableItems(menu: Menu, { canPauseAll, canResumeAll }: DesktopStatus): boolean {
  let changed = false
  for (const [id, enabled] of [
    ['pause-all', canPauseAll],
    ['resume-all', canResumeAll],
  ] as const) {
    const item = menu.getMenuItemById(id)
    if (item === null || item.enabled === enabled) continue
    item.enabled = enabled
    changed = true
  }
  return changed
}
