import type { MenuItemConstructorOptions } from 'electron'

/** What menu items do, in the window's menu and in the tray's. */
export interface MenuActions {
  showWindow(): void
  addDownloads(): void
  addFromClipboard(): void
  pauseAll(): void
  resumeAll(): void
  openSettings(): void
  quit(): void
}

interface Platform {
  readonly isMac: boolean
  /** Whether to offer the developer tools and a reload. */
  readonly isDevelopment: boolean
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }

/** The tray's menu; its ids are what tests and other programs hold on to. */
export function trayMenuTemplate(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    { id: 'show-window', label: 'Show Rill', click: actions.showWindow },
    { id: 'add-downloads', label: 'Add from clipboard', click: actions.addFromClipboard },
    SEPARATOR,
    { id: 'pause-all', label: 'Pause all', click: actions.pauseAll },
    { id: 'resume-all', label: 'Resume all', click: actions.resumeAll },
    SEPARATOR,
    { id: 'settings', label: 'Settings', click: actions.openSettings },
    { id: 'quit', label: 'Quit Rill', click: actions.quit },
  ]
}

/** The window's menu, with the same ids. */
export function appMenuTemplate(
  actions: MenuActions,
  { isMac, isDevelopment }: Platform,
): MenuItemConstructorOptions[] {
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: actions.openSettings,
  }
  const quit: MenuItemConstructorOptions = {
    id: 'quit',
    label: 'Quit Rill',
    accelerator: 'CmdOrCtrl+Q',
    click: actions.quit,
  }
  return [
    ...(isMac ? [macAppMenu(settings, quit)] : []),
    {
      label: '&File',
      submenu: [
        {
          id: 'add-downloads',
          label: 'Add downloads…',
          accelerator: 'CmdOrCtrl+N',
          // The page answers to the key itself; twice would empty a dialog just filled in.
          registerAccelerator: false,
          click: actions.addDownloads,
        },
        {
          id: 'add-from-clipboard',
          label: 'Add from clipboard',
          click: actions.addFromClipboard,
        },
        SEPARATOR,
        { role: 'close' },
        ...(isMac ? [] : [settings, SEPARATOR, quit]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&Downloads',
      submenu: [
        { id: 'pause-all', label: 'Pause all', click: actions.pauseAll },
        { id: 'resume-all', label: 'Resume all', click: actions.resumeAll },
      ],
    },
    viewMenu(isDevelopment),
    {
      label: '&Window',
      role: 'window',
      submenu: [
        { id: 'show-window', label: 'Show Rill', click: actions.showWindow },
        { role: 'minimize' },
      ],
    },
  ]
}

function macAppMenu(
  settings: MenuItemConstructorOptions,
  quit: MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      SEPARATOR,
      settings,
      SEPARATOR,
      { role: 'services' },
      SEPARATOR,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      SEPARATOR,
      quit,
    ],
  }
}

function viewMenu(isDevelopment: boolean): MenuItemConstructorOptions {
  return {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      SEPARATOR,
      { role: 'togglefullscreen' },
      ...(isDevelopment
        ? ([SEPARATOR, { role: 'reload' }, { role: 'toggleDevTools' }] as const)
        : []),
    ],
  }
}
