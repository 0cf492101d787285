import { app, Menu } from 'electron'
import type { DesktopStatus } from './desktop-status'
import { appMenuTemplate, type MenuActions } from './menu-template'

/** Installs the window's menu. Returns how to keep it true to the status. */
export function installAppMenu(actions: MenuActions): (status: DesktopStatus) => void {
  const platform = { isMac: process.platform === 'darwin', isDevelopment: !app.isPackaged }
  const menu = Menu.buildFromTemplate(appMenuTemplate(actions, platform))
  Menu.setApplicationMenu(menu)
  return (status) => {
    enableItems(menu, status)
  }
}

/** Enables what makes sense now; says whether anything changed. */
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
