import type { MenuItemConstructorOptions } from 'electron'
import { acceleratorOf, type MenuAction, shortcutOf } from '../../shared/shortcuts'
import type { SpeedMode } from '../../shared/speed-schedule'
import { t } from './i18n'
import { type SpeedSwitch, speedMenu } from './speed-menu'

/** The actions of the window's menu and of the tray's. */
export interface MenuActions {
  showWindow(): void
  addDownloads(): void
  addFromClipboard(): void
  pauseAll(): void
  resumeAll(): void
  openSettings(): void
  setSpeedMode(mode: SpeedMode): void
  /** Zooms one step in or out, or back to the default for 0. */
  zoom(step: 1 | -1 | 0): void
  quit(): void
}

interface Platform {
  readonly isMac: boolean
  /** Whether to offer the developer tools and a reload. */
  readonly isDevelopment: boolean
}

/** The settings that the menus show. */
export interface MenuState extends SpeedSwitch {
  /** Custom keys by action. */
  readonly shortcuts: Readonly<Record<string, string>>
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }

/** The tray's menu; tests and other programs rely on its ids. */
export function trayMenuTemplate(
  actions: MenuActions,
  state: MenuState,
): MenuItemConstructorOptions[] {
  return [
    { id: 'show-window', label: t('menu.show'), click: actions.showWindow },
    { id: 'add-downloads', label: t('menu.addFromClipboard'), click: actions.addFromClipboard },
    SEPARATOR,
    { id: 'pause-all', label: t('menu.pauseAll'), click: actions.pauseAll },
    { id: 'resume-all', label: t('menu.resumeAll'), click: actions.resumeAll },
    speedMenu(state, actions.setSpeedMode),
    SEPARATOR,
    { id: 'settings', label: t('tray.settings'), click: actions.openSettings },
    { id: 'quit', label: t('menu.quit'), click: actions.quit },
  ]
}

/** The window's menu, with the same ids. */
export function appMenuTemplate(
  actions: MenuActions,
  state: MenuState,
  { isMac, isDevelopment }: Platform,
): MenuItemConstructorOptions[] {
  const settings: MenuItemConstructorOptions = {
    id: 'settings',
    label: t('menu.settings'),
    ...keysOf('settings', state),
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
          ...keysOf('add', state),
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
        SEPARATOR,
        speedMenu(state, actions.setSpeedMode),
      ],
    },
    viewMenu(actions, state, isDevelopment),
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

/** Not registered, because the page handles the keys: handled twice, they would clear a filled-in dialog. */
function keysOf(
  action: MenuAction,
  { shortcuts }: MenuState,
): Pick<MenuItemConstructorOptions, 'accelerator' | 'registerAccelerator'> {
  const keys = shortcutOf(action, shortcuts)
  return keys === '' ? {} : { accelerator: acceleratorOf(keys), registerAccelerator: false }
}

function viewMenu(
  actions: MenuActions,
  state: MenuState,
  isDevelopment: boolean,
): MenuItemConstructorOptions {
  const zoom = (action: MenuAction, step: 1 | -1 | 0): MenuItemConstructorOptions => ({
    id: action,
    label: t(`palette.actions.${action}`),
    ...keysOf(action, state),
    click: () => actions.zoom(step),
  })
  return {
    label: t('menu.view'),
    submenu: [
      zoom('zoomReset', 0),
      zoom('zoomIn', 1),
      zoom('zoomOut', -1),
      SEPARATOR,
      { role: 'togglefullscreen' },
      ...(isDevelopment
        ? ([SEPARATOR, { role: 'reload' }, { role: 'toggleDevTools' }] as const)
        : []),
    ],
  }
}
