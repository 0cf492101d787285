import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { appMenuTemplate, trayMenuTemplate } from '../../src/main/shell/menu-template'

const IDS = ['add-downloads', 'pause-all', 'resume-all', 'show-window', 'settings', 'quit'].sort()

function someActions() {
  return {
    showWindow: vi.fn(),
    addDownloads: vi.fn(),
    addFromClipboard: vi.fn(),
    pauseAll: vi.fn(),
    resumeAll: vi.fn(),
    openSettings: vi.fn(),
    quit: vi.fn(),
  }
}

function idsIn(items: readonly MenuItemConstructorOptions[]): string[] {
  return items.flatMap(({ id, submenu }) => [
    ...(id === undefined ? [] : [id]),
    ...(Array.isArray(submenu) ? idsIn(submenu) : []),
  ])
}

describe('the menu of the tray', () => {
  it('has exactly the ids that others rely on', () => {
    expect(idsIn(trayMenuTemplate(someActions())).sort()).toEqual(IDS)
  })

  it('adds from the clipboard', () => {
    const actions = someActions()
    const item = trayMenuTemplate(actions).find(({ id }) => id === 'add-downloads')
    expect(item?.click).toBe(actions.addFromClipboard)
  })
})

describe('the menu of the window', () => {
  it.each([true, false])('has each id once (macOS: %s)', (isMac) => {
    const ids = idsIn(appMenuTemplate(someActions(), { isMac, isDevelopment: false }))
    expect(ids.filter((id) => IDS.includes(id)).sort()).toEqual(IDS)
  })

  it('offers developer tools only while developing', () => {
    const tools = (isDevelopment: boolean): boolean =>
      JSON.stringify(appMenuTemplate(someActions(), { isMac: false, isDevelopment })).includes(
        'toggleDevTools',
      )
    expect([tools(true), tools(false)]).toEqual([true, false])
  })
})
