import { statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { app, clipboard, dialog, shell } from 'electron'
import type { DESKTOP_ARGUMENTS } from '../../../shared/ipc/desktop'
import type { Engine } from '../../engine/engine'
import { systemAccent } from '../accent'
import { CommandError } from '../answer-command'
import { t } from '../i18n'
import type { MainWindow } from '../main-window'
import type { CommandContext, HandlersOf } from './command-context'

/** Commands for the computer and the app itself. */
export function desktopCommands({
  engine,
  feed,
  window,
}: CommandContext): HandlersOf<typeof DESKTOP_ARGUMENTS> {
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
    openFolder: (dir) => openFolder(engine, dir),
    readClipboard: async () => await clipboard.readText(),
  }
}

/** Opens only a folder of the settings: on some systems a folder can be a program. */
async function openFolder(engine: Pick<Engine, 'settings'>, dir: string): Promise<void> {
  const { folder, ui } = engine.settings()
  const isKnown = [folder, ...ui.addDefaults.recentFolders].includes(dir)
  const isThere = statSync(dir, { throwIfNoEntry: false })?.isDirectory() ?? false
  const problem = isKnown && isThere ? await shell.openPath(dir) : 'not there'
  if (problem !== '') throw new CommandError(t('commands.folderGone', { dir }))
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
