import { app, session, shell } from 'electron'
import { runEngine } from '../io/run-engine'
import { buildMenus } from './build-menus'
import { setLanguage } from './i18n'
import { listLaunchRequests } from './launch-inbox'
import type { ParseMetalink } from './link-files'
import type { MainWindow } from './main-window'
import { openWindow } from './open-window'
import { stopBeforeQuit } from './quit'
import { type LaunchReceiver, receiveLaunches } from './receive-launches'
import { exitAfterFatalError } from './uncaught-errors'
import { watchEngine } from './watch-engine'
import { pageUrl } from './window-page'
import { lockDownPages, lockDownSession } from './window-security'

/** Loaded on demand: few launches bring a Metalink, and its parser is large. */
const parseMetalink: ParseMetalink = async (xml) => {
  const metalink = await import('../io/metalink/parse-metalink')
  return metalink.parseMetalink(xml)
}

/** Runs the engine with window, tray, menus, notifications and taskbar. */
export async function startDesktop(dataDir: string, hidden: boolean): Promise<LaunchReceiver> {
  lockDownPages(pageUrl())
  lockDownSession(session.defaultSession)
  const running = await runEngine({
    dataDir,
    defaultFolder: app.getPath('downloads'),
    version: app.getVersion(),
    recover: true,
    trash: (path) => shell.trashItem(path),
  })
  running.ended.catch(exitAfterFatalError)
  const { engine } = running
  await setLanguage(engine.settings().ui.language)

  const context = openWindow(running, dataDir)
  const { window } = context
  // First, because its page loads in a process of its own while this process makes the menus.
  const bringsLinks = listLaunchRequests(dataDir).length > 0
  if (!hidden && (bringsLinks || !engine.settings().startInTray)) window.show()

  const menus = buildMenus(context)
  watchEngine(context, menus)
  keepRunningWithoutWindow(window)
  stopBeforeQuit(async () => {
    menus.tray?.remove()
    await running.stop()
  })

  const launches = receiveLaunches(dataDir, { ...context, parseMetalink })
  launches.drainInbox(true)
  if (app.isPackaged) app.setAsDefaultProtocolClient('rill')
  return launches
}

function keepRunningWithoutWindow(window: MainWindow): void {
  app.on('activate', () => window.show())
  // Without a listener Electron would quit with the last window, downloads or not.
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', () => window.allowClose())
}
