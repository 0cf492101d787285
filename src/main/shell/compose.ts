import { join } from 'node:path'
import { app, type IpcMainInvokeEvent, powerMonitor, session, shell } from 'electron'
import { runEngine } from '../io/run-engine'
import { onAccentChanged } from './accent'
import { addFromClipboard, addLaunchRequest } from './add-launch-request'
import { announceOutcomes } from './announcements'
import { installAppMenu } from './app-menu'
import { createCloseHint } from './close-hint'
import { createCommands } from './commands'
import { watchStatus } from './desktop-status'
import { WindowFeed } from './feed/window-feed'
import { followAppearance, zoomBy } from './follow-appearance'
import { followSettings, menuState } from './follow-settings'
import { setLanguage } from './i18n'
import { handleCommands } from './ipc'
import type { LaunchRequest } from './launch-arguments'
import { drainLaunchInbox, listLaunchRequests } from './launch-inbox'
import type { ParseMetalink } from './link-files'
import { MainWindow } from './main-window'
import type { MenuActions } from './menu-template'
import { notifyOfOutcomes } from './outcome-notifications'
import { isOwnUrl } from './own-url'
import { stopBeforeQuit } from './quit'
import { keepAwake, taskbarStatus } from './taskbar'
import { createTray } from './tray'
import { giveUp, reportUncaughtError } from './uncaught-errors'
import { pageUrl } from './window-page'
import { lockDownPages, lockDownSession } from './window-security'
import { WindowState } from './window-state'

export interface Desktop {
  /** Takes what a later start has left, and shows the window unless that start was a hidden one. */
  startedAgain(hidden: boolean): void
  /** Takes what was handed over directly, and shows the window. */
  receive(request: LaunchRequest): void
}

/** Few starts bring one, and what reads it is large. */
const parseMetalink: ParseMetalink = async (xml) => {
  const metalink = await import('../io/metalink/parse-metalink')
  return metalink.parseMetalink(xml)
}

/** Joins the running engine with window, tray, menus, notifications and taskbar. */
export async function startDesktop(dataDir: string, hidden: boolean): Promise<Desktop> {
  lockDownPages(pageUrl())
  lockDownSession(session.defaultSession)
  const running = await runEngine({
    dataDir,
    defaultFolder: app.getPath('downloads'),
    version: app.getVersion(),
    recover: true,
    trash: (path) => shell.trashItem(path),
  })
  const { engine, lists, duplicates: known } = running
  await setLanguage(engine.settings().ui.language)
  const memory = new WindowState(join(dataDir, 'window.json'))
  const hint = createCloseHint(memory)
  const window = new MainWindow(memory, {
    watched: () => feed.watched(),
    pageLeft: () => feed.pageLeft(),
    closed: () => hint.give(window, feed),
  })
  const feed = new WindowFeed(engine, lists, window)
  const parts = { engine, lists, known, feed, window, parseMetalink }
  handleCommands(createCommands(parts), (event) => isOurWindow(event, window))
  followAppearance(engine, window)
  // Its page loads in a process of its own, while the rest is made here.
  const brings = listLaunchRequests(dataDir).length > 0
  if (!hidden && (brings || !engine.settings().startInTray)) window.show()

  const actions: MenuActions = {
    showWindow: () => window.show(),
    addDownloads: () => {
      window.show()
      feed.post('openAddDialog', { text: '' })
    },
    addFromClipboard: () => void addFromClipboard(parts),
    pauseAll: () => engine.pauseAll(),
    resumeAll: () => engine.resumeAll(),
    openSettings: () => {
      window.show()
      feed.post('openSettings', null)
    },
    setSpeedMode: (speedMode) => void engine.updateSettings({ speedMode }),
    zoom: (step) => zoomBy(engine, step),
    quit: () => app.quit(),
  }
  const tray = createTray(actions, () => menuState(engine))
  const menu = installAppMenu(actions, () => menuState(engine))
  const statusListeners = [
    menu.showStatus,
    taskbarStatus(() => window.browserWindow),
    keepAwake(),
    ...(tray === null ? [] : [tray.showStatus]),
  ]
  watchStatus(engine, (status) => {
    for (const listen of statusListeners) listen(status)
  })
  engine.subscribe((event) => feed.note(event))
  followSettings(engine, [menu, ...(tray ? [tray] : [])])
  onAccentChanged((accent) => feed.post('accent', accent))
  powerMonitor.on('resume', () => engine.networkBack())
  notifyOfOutcomes(engine, window, feed)
  announceOutcomes(engine, feed, () => window.isWatched())

  running.ended.catch(giveUp)
  app.on('activate', () => window.show())
  // Without a listener Electron would quit with the last window, downloads or not.
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', () => window.letGo())
  stopBeforeQuit(async () => {
    tray?.remove()
    await running.stop()
  })

  let taking = Promise.resolve()
  const startedAgain = (hiddenToo: boolean): void => {
    // One after the other, or two would take the same.
    taking = taking
      .then(() => drainLaunchInbox(dataDir, (request) => addLaunchRequest(request, parts)))
      .catch(reportUncaughtError)
    if (!hiddenToo) window.show()
  }
  const receive = (request: LaunchRequest): void => {
    addLaunchRequest(request, parts).catch(reportUncaughtError)
    window.show()
  }
  startedAgain(true)
  if (app.isPackaged) app.setAsDefaultProtocolClient('rill')
  return { startedAgain, receive }
}

/** Whether a message comes from our own page, at the top of our own window. */
function isOurWindow({ sender, senderFrame }: IpcMainInvokeEvent, window: MainWindow): boolean {
  return (
    window.isPage(sender) &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    isOwnUrl(senderFrame.url, pageUrl())
  )
}
