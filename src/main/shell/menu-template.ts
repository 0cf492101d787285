import type { MenuItemConstructorOptions } from 'electron'
import { t } from './i18n'

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
    { id: 'show-window', label: t('menu.show'), click: actions.showWindow },
    { id: 'add-downloads', label: t('menu.addFromClipboard'), click: actions.addFromClipboard },
    SEPARATOR,
    { id: 'pause-all', label: t('menu.pauseAll'), click: actions.pauseAll },
    { id: 'resume-all', label: t('menu.resumeAll'), click: actions.resumeAll },
    SEPARATOR,
    { id: 'settings', label: t('tray.settings'), click: actions.openSettings },
    { id: 'quit', label: t('menu.quit'), click: actions.quit },
  ]
}

/** The window's menu, with the same ids. */
export function appMenuTemplate(
  actions: MenuActions,
  { isMac, isDevelopment }: Platform,
): MenuItemConstructorOptions[] {
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: t('menu.settings'),
    accelerator: 'CmdOrCtrl+,',
    click: actions.openSettings,
  }
  const quit: MenuItemConstructorOptions = {
    id: 'quit',
    label: t('menu.quit'),
    accelerator: 'CmdOrCtrl+Q',
    click: actions.quit,
  }
  return [
    ...(isMac ? [macAppMenu(settings, quit)] : []),
    {
      label: t('menu.file'),
      submenu: [
        {
          id: 'add-downloads',
          label: t('menu.add'),
          accelerator: 'CmdOrCtrl+N',
          // The page answers to the key itself; twice would empty a dialog just filled in.
          registerAccelerator: false,
          click: actions.addDownloads,
        },
        {
          id: 'add-from-clipboard',
          label: t('menu.addFromClipboard'),
          click: actions.addFromClipboard,
        },
        SEPARATOR,
        { role: 'close' },
        ...(isMac ? [] : [settings, SEPARATOR, quit]),
      ],
    },
    { role: 'editMenu' },
    {
      label: t('menu.downloads'),
      submenu: [
        { id: 'pause-all', label: t('menu.pauseAll'), click: actions.pauseAll },
        { id: 'resume-all', label: t('menu.resumeAll'), click: actions.resumeAll },
      ],
    },
    viewMenu(isDevelopment),
    {
      label: t('menu.window'),
      role: 'window',
      submenu: [
        { id: 'show-window', label: t('menu.show'), click: actions.showWindow },
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
    label: t('menu.view'),
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
