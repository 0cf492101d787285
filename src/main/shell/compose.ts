import { join } from 'node:path'
import { app, type IpcMainInvokeEvent, session } from 'electron'
import { describeError } from '../../shared/describe-error'
import { runEngine } from '../io/run-engine'
import { installAppMenu } from './app-menu'
import { createCloseHint } from './close-hint'
import { createCommands } from './commands'
import { giveUp } from './crash-net'
import { DesktopMemory } from './desktop-memory'
import { watchStatus } from './desktop-status'
import { handleCommands } from './ipc'
import type { Launch } from './launch-arguments'
import { MainWindow } from './main-window'
import type { MenuActions } from './menu-template'
import { notifyOfOutcomes } from './outcome-notifications'
import { isOwnUrl } from './own-url'
import { stopBeforeQuit } from './quit'
import { addFromClipboard, takeIn } from './take-in'
import { keepAwake, taskbarStatus } from './taskbar'
import { createTray } from './tray'
import { WindowFeed } from './window-feed'
import { pageUrl } from './window-page'
import { lockDownPages, lockDownSession } from './window-security'

export interface Desktop {
  /** Takes what a later start brings, and shows the window unless that start was a hidden one. */
  receive(launch: Launch): void
}

/** Joins the running engine with window, tray, menus, notifications and taskbar. */
export async function startDesktop(dataDir: string, launch: Launch): Promise<Desktop> {
  lockDownPages(pageUrl())
  lockDownSession(session.defaultSession)
  const running = await runEngine({
    dataDir,
    defaultFolder: app.getPath('downloads'),
    version: app.getVersion(),
    recover: true,
  })
  const { engine } = running
  const memory = new DesktopMemory(join(dataDir, 'window.json'))
  const hint = createCloseHint(memory)
  const window = new MainWindow(memory, {
    watched: () => feed.watched(),
    pageLeft: () => feed.pageLeft(),
    closed: () => hint.give(window, feed),
  })
  const feed = new WindowFeed(engine, window)
  const parts = { engine, feed, window }

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
    quit: () => app.quit(),
  }
  const tray = createTray(actions)
  const statusListeners = [
    installAppMenu(actions),
    taskbarStatus(() => window.browserWindow),
    keepAwake(),
    ...(tray === null ? [] : [tray.showStatus]),
  ]
  watchStatus(engine, (status) => {
    for (const listen of statusListeners) listen(status)
  })
  engine.subscribe((event) => {
    feed.note(event)
    if (event.type !== 'trouble') return
    const { happened, remedy } = describeError(event.error)
    feed.post('notice', { text: `${happened} ${remedy}` })
  })
  notifyOfOutcomes(engine, window)
  handleCommands(createCommands(parts), (event) => isOurWindow(event, window))

  running.ended.catch(giveUp)
  app.on('activate', () => window.show())
  // Without a listener Electron would quit with the last window, downloads or not.
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', () => window.letGo())
  stopBeforeQuit(async () => {
    tray?.remove()
    await running.stop()
  })

  const receive = (later: Launch): void => {
    void takeIn(later, parts)
    if (!later.hidden) window.show()
  }
  const brings = launch.links.length + launch.files.length + launch.notUnderstood.length > 0
  receive({ ...launch, hidden: launch.hidden || (engine.settings().startInTray && !brings) })
  if (app.isPackaged) app.setAsDefaultProtocolClient('rill')
  return { receive }
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
