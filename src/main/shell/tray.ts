import { Menu, Tray } from 'electron'
import { enableItems } from './app-menu'
import { type DesktopStatus, describeStatus } from './desktop-status'
import { exposeToTests } from './e2e-hooks'
import { trayIcon } from './icons'
import { type MenuActions, type MenuState, trayMenuTemplate } from './menu-template'

export interface RillTray {
  showStatus(status: DesktopStatus): void
  /** Rebuilds the menu with the present language and settings. */
  rebuild(): void
  remove(): void
}

/** Adds Rill's icon to the tray; null on a system without a tray. */
export function createTray(actions: MenuActions, state: () => MenuState): RillTray | null {
  const make = (): Menu => Menu.buildFromTemplate(trayMenuTemplate(actions, state()))
  let menu = make()
  const tray = tryTray()
  exposeToTests('rillTray', { tray, menu })
  if (tray === null) return null
  tray.setContextMenu(menu)
  // On macOS a click opens the menu, as for every icon there.
  if (process.platform !== 'darwin') tray.on('click', actions.showWindow)
  let tooltip = ''
  let last: DesktopStatus | null = null
  return {
    showStatus(status) {
      last = status
      // Linux shows a changed item only after the menu is set again.
      if (enableItems(menu, status)) tray.setContextMenu(menu)
      if (describeStatus(status) === tooltip) return
      tooltip = describeStatus(status)
      tray.setToolTip(tooltip)
    },
    rebuild() {
      menu = make()
      exposeToTests('rillTray', { tray, menu })
      if (last !== null) enableItems(menu, last)
      tray.setContextMenu(menu)
      if (last === null) return
      tooltip = describeStatus(last)
      tray.setToolTip(tooltip)
    },
    remove() {
      tray.destroy()
    },
  }
}

function tryTray(): Tray | null {
  try {
    return new Tray(trayIcon())
  } catch (error) {
    console.error('This system has no tray; start Rill again to show its window:', error)
    return null
  }
}
