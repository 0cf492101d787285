import { isAbsolute } from 'node:path'
import { app, clipboard, dialog } from 'electron'
import type { DESKTOP_ARGUMENTS } from '../../../shared/ipc/desktop'
import { systemAccent } from '../accent'
import { t } from '../i18n'
import type { MainWindow } from '../main-window'
import type { HandlersOf, Parts } from './parts'

/** What the window needs of the computer and of the app itself. */
export function desktopCommands({
  engine,
  feed,
  window,
}: Parts): HandlersOf<typeof DESKTOP_ARGUMENTS> {
  return {
    snapshot: () => {
      feed.pageReady()
      return {
        settings: engine.settings(),
        version: app.getVersion(),
        platform: process.platform,
        systemLanguages: app.getPreferredSystemLanguages(),
        accent: systemAccent(),
      }
    },
    networkBack: () => engine.networkBack(),
    chooseFolder: (current) => chooseFolder(window, current),
    readClipboard: async () => await clipboard.readText(),
  }
}

async function chooseFolder(window: MainWindow, current: string): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title: t('commands.chooseFolder'),
    properties: ['openDirectory', 'createDirectory'],
    ...(isAbsolute(current) ? { defaultPath: current } : {}),
  }
  const parent = window.browserWindow
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options))
  return canceled ? null : (filePaths[0] ?? null)
}
