import { nativeTheme } from 'electron'
import type { UiPreferences } from '../../shared/ui-preferences'
import { stepZoom } from '../../shared/zoom'
import type { Engine } from '../engine/engine'
import type { MainWindow } from './main-window'

/** The system draws frame, menus and dialogs in the theme of the page. */
const SOURCES: Record<UiPreferences['theme'], 'system' | 'light' | 'dark'> = {
  system: 'system',
  light: 'light',
  dark: 'dark',
  contrast: 'dark',
}

/** Applies the settings' zoom and theme, now and whenever they change. */
export function followAppearance(
  engine: Pick<Engine, 'settings' | 'subscribe'>,
  window: Pick<MainWindow, 'zoom'>,
): void {
  let zoom = 1
  const follow = (): void => {
    const { ui } = engine.settings()
    if (nativeTheme.themeSource !== SOURCES[ui.theme]) nativeTheme.themeSource = SOURCES[ui.theme]
    if (ui.zoom === zoom) return
    zoom = ui.zoom
    window.zoom(zoom)
  }
  engine.subscribe((event) => {
    if (event.type === 'settings') follow()
  })
  follow()
}

/** Zooms one step in or out, or back to the default for 0, and stores the zoom. */
export function zoomBy(
  engine: Pick<Engine, 'settings' | 'updateSettings'>,
  step: 1 | -1 | 0,
): void {
  const { ui } = engine.settings()
  engine.updateSettings({ ui: { ...ui, zoom: step === 0 ? 1 : stepZoom(ui.zoom, step) } })
}
