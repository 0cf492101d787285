import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import {
  appMenuTemplate,
  type MenuState,
  trayMenuTemplate,
} from '../../src/main/shell/menu-template'

const IDS = ['add-downloads', 'pause-all', 'resume-all', 'show-window', 'settings', 'quit'].sort()
const SPEED_IDS = ['speed', 'speed-unlimited', 'speed-limited', 'speed-paused', 'speed-schedule']

const STATE: MenuState = { speedMode: 'limited', limitBytesPerSec: 2_000_000, shortcuts: {} }

function someActions() {
  return {
    showWindow: vi.fn(),
    addDownloads: vi.fn(),
    addFromClipboard: vi.fn(),
    pauseAll: vi.fn(),
    resumeAll: vi.fn(),
    openSettings: vi.fn(),
    setSpeedMode: vi.fn(),
    zoom: vi.fn(),
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
    expect(idsIn(trayMenuTemplate(someActions(), STATE)).sort()).toEqual(
      [...IDS, ...SPEED_IDS].sort(),
    )
  })

  it('adds from the clipboard', () => {
    const actions = someActions()
    const item = trayMenuTemplate(actions, STATE).find(({ id }) => id === 'add-downloads')
    expect(item?.click).toBe(actions.addFromClipboard)
  })
})

describe('the menu of the window', () => {
  it.each([true, false])('has each id once (macOS: %s)', (isMac) => {
    const ids = idsIn(appMenuTemplate(someActions(), STATE, { isMac, isDevelopment: false }))
    expect(ids.filter((id) => IDS.includes(id)).sort()).toEqual(IDS)
  })

  it('offers developer tools only while developing', () => {
    const tools = (isDevelopment: boolean): boolean =>
      JSON.stringify(
        appMenuTemplate(someActions(), STATE, { isMac: false, isDevelopment }),
      ).includes('toggleDevTools')
    expect([tools(true), tools(false)]).toEqual([true, false])
  })
})

describe('the switch for the speed in a menu', () => {
  const itemsOf = (state: MenuState, actions = someActions()) => {
    const speed = trayMenuTemplate(actions, state).find(({ id }) => id === 'speed')
    return Array.isArray(speed?.submenu) ? speed.submenu : []
  }

  it('shows what holds', () => {
    const checked = itemsOf(STATE).filter(({ checked: is }) => is)
    expect(checked).toMatchObject([{ id: 'speed-limited', label: 'Limited to 2.0 MB/s' }])
  })

  it('calls a limit of nothing unlimited, and offers none', () => {
    const items = itemsOf({ ...STATE, limitBytesPerSec: null })
    expect(items.map(({ id, checked }) => [id, checked])).toEqual([
      ['speed-unlimited', true],
      ['speed-paused', false],
      ['speed-schedule', false],
    ])
  })

  it('turns the switch', () => {
    const actions = someActions()
    const item = itemsOf(STATE, actions).find(({ id }) => id === 'speed-schedule')
    const click: unknown = item?.click
    if (typeof click === 'function') click()
    expect(actions.setSpeedMode).toHaveBeenCalledExactlyOnceWith('schedule')
  })
})

it('menus show the keys that a person chose', () => {
  const state = { ...STATE, shortcuts: { settings: '$mod+Shift+s', add: '' } }
  const menu = JSON.stringify(
    appMenuTemplate(someActions(), state, { isMac: false, isDevelopment: false }),
  )
  expect(menu).toContain('CmdOrCtrl+Shift+S')
  expect(menu).not.toContain('CmdOrCtrl+N')
})
