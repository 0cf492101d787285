/**
 * Keys as the window and the menus of the desktop read them: `$mod+Shift+p`, where `$mod` is Ctrl,
 * and ⌘ on a Mac.
 */
export const MENU_SHORTCUTS = {
  add: '$mod+n',
  settings: '$mod+,',
  zoomIn: '$mod+=',
  zoomOut: '$mod+-',
  zoomReset: '$mod+0',
} as const

/** The action of the window that a menu has too. */
export type MenuAction = keyof typeof MENU_SHORTCUTS

/** The keys of an action, by a person's own choice or as they come; empty for none. */
export function shortcutOf(action: MenuAction, own: Readonly<Record<string, string>>): string {
  return own[action] ?? MENU_SHORTCUTS[action]
}

/** The same keys as Electron calls them: `CmdOrCtrl+Shift+P`. */
export function acceleratorOf(keys: string): string {
  return keys
    .split('+')
    .map((key) => (key === '$mod' ? 'CmdOrCtrl' : key.length === 1 ? key.toUpperCase() : key))
    .join('+')
}
