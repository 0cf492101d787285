import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useApp } from '../../src/renderer/stores/app'
import {
  receiveSettings,
  updateSettings,
  updateUi,
} from '../../src/renderer/stores/update-settings'
import { DEFAULT_SETTINGS, patchOf, type Settings } from '../../src/shared/settings'

const AT_FIRST: Settings = { folder: '/downloads', ...DEFAULT_SETTINGS }

/** A main process that answers when it is told to. */
class SlowMain {
  now = AT_FIRST
  readonly #asked: (() => void)[] = []

  updateSettings(patch: Parameters<typeof updateSettings>[0]): Promise<Settings> {
    return new Promise((resolve, reject) => {
      this.#asked.push(() => {
        if (patch.folder === 'relative') return reject(new Error('no path'))
        this.now = { ...this.now, ...patchOf(patch, this.now) }
        return resolve(this.now)
      })
    })
  }

  async answer(): Promise<void> {
    this.#asked.shift()?.()
    await new Promise(setImmediate)
  }
}

let main: SlowMain

beforeEach(() => {
  main = new SlowMain()
  vi.stubGlobal('window', { rill: main })
  receiveSettings(AT_FIRST)
})

const shown = () => useApp.getState().settings

describe('settings that are changed', () => {
  it('are shown before the main process has answered', async () => {
    updateSettings({ simultaneousDownloads: 7 })
    expect(shown()?.simultaneousDownloads).toBe(7)
    await main.answer()
    expect(shown()).toEqual({ ...AT_FIRST, simultaneousDownloads: 7 })
  })

  it('build on each other though no answer has come', async () => {
    const fold = (id: string): void => {
      const collapsed = shown()?.ui.sidebar.collapsed ?? []
      updateUi({ sidebar: { collapsed: [...collapsed, id] } })
    }
    fold('hosts')
    fold('categories')
    await main.answer()
    expect(shown()?.ui.sidebar.collapsed).toEqual(['hosts', 'categories'])
    await main.answer()
    expect(main.now.ui.sidebar.collapsed).toEqual(['hosts', 'categories'])
  })

  it('are not undone by a message that is older', async () => {
    updateUi({ theme: 'dark' })
    receiveSettings({ ...AT_FIRST, startInTray: true })
    expect(shown()).toMatchObject({ startInTray: true, ui: { theme: 'dark' } })
    await main.answer()
    expect(shown()?.ui.theme).toBe('dark')
  })

  it('are as they were when the main process refuses', async () => {
    updateSettings({ folder: 'relative' })
    updateSettings({ simultaneousDownloads: 7 })
    await main.answer()
    await main.answer()
    expect(shown()).toEqual({ ...AT_FIRST, simultaneousDownloads: 7 })
  })
})
