import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { app, clipboard, dialog, shell } from 'electron'
import type { DownloadId } from '../../shared/download'
import type { Settings } from '../../shared/settings'
import type { Engine } from '../engine/engine'
import { addInSlices } from './add-in-slices'
import { CommandError } from './answer-command'
import type { CommandHandlers } from './ipc'
import type { MainWindow } from './main-window'
import type { WindowFeed } from './window-feed'

interface Parts {
  readonly engine: Engine
  readonly feed: WindowFeed
  readonly window: MainWindow
}

/** What the commands of the window do. */
export function createCommands({ engine, feed, window }: Parts): CommandHandlers {
  return {
    snapshot: () => {
      feed.snapshotTaken()
      return {
        downloads: engine.list(),
        settings: engine.settings(),
        version: app.getVersion(),
        platform: process.platform,
      }
    },
    addDownloads: (request) => {
      refuseRelative(request.dir)
      return addInSlices(engine, request)
    },
    pause: (ids) => engine.pause(ids),
    resume: (ids) => engine.resume(ids),
    cancel: (ids) => engine.cancel(ids),
    retry: (ids) => engine.retry(ids),
    changeLink: (id, url) => engine.changeLink(id, url),
    verify: (ids) => engine.verify(ids),
    remove: (ids) => engine.remove(ids),
    networkBack: () => engine.networkBack(),
    pauseAll: () => engine.pauseAll(),
    resumeAll: () => engine.resumeAll(),
    open: (id) => openFile(engine, id),
    showInFolder: (id) => shell.showItemInFolder(existingPath(engine, id)),
    chooseFolder: (current) => chooseFolder(window, current),
    readClipboard: async () => await clipboard.readText(),
    updateSettings: (patch) => {
      if (patch.folder !== undefined) refuseRelative(patch.folder)
      return engine.updateSettings(withoutUndefined(patch))
    },
  }
}

async function openFile(engine: Engine, id: DownloadId): Promise<void> {
  const path = existingPath(engine, id)
  const name = engine.get(id)?.name ?? path
  if (engine.get(id)?.state !== 'completed') {
    throw new CommandError(`${name} is not complete yet. Open it when it is.`)
  }
  const problem = await shell.openPath(path)
  if (problem !== '') {
    throw new CommandError(`No program could open ${name}. Show it in its folder instead.`)
  }
}

/** Where the file of a download is, after making sure that it still is there. */
function existingPath(engine: Engine, id: DownloadId): string {
  const view = engine.get(id)
  if (view === undefined) throw new CommandError('This download is no longer in the list.')
  const path = engine.pathOf(id)
  if (path !== null && existsSync(path)) return path
  throw new CommandError(
    view.state === 'completed'
      ? `${view.name} is no longer in ${view.dir}. It was moved, renamed or deleted.`
      : `There is no file of ${view.name} yet.`,
  )
}

async function chooseFolder(window: MainWindow, current: string): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title: 'Choose a folder for downloads',
    properties: ['openDirectory', 'createDirectory'],
    ...(isAbsolute(current) ? { defaultPath: current } : {}),
  }
  const parent = window.browserWindow
  const { canceled, filePaths } = await (parent === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options))
  return canceled ? null : (filePaths[0] ?? null)
}

function refuseRelative(dir: string): void {
  if (!isAbsolute(dir)) throw new CommandError('Choose the folder with its full path.')
}

/** A field that is there but undefined means the same as one that is not: leave it as it is. */
function withoutUndefined(
  patch: { [K in keyof Settings]?: Settings[K] | undefined },
): Partial<Settings> {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given)
}
