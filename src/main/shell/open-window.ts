import { join } from 'node:path'
import type { IpcMainInvokeEvent } from 'electron'
import { createCloseHint } from './close-hint'
import { createCommands } from './commands'
import type { CommandContext } from './commands/command-context'
import { WindowFeed } from './feed/window-feed'
import { followAppearance } from './follow-appearance'
import { handleCommands } from './ipc'
import { MainWindow } from './main-window'
import { isOwnUrl } from './own-url'
import { pageUrl } from './window-page'
import { WindowState } from './window-state'

/**
 * Prepares the window, still hidden, with the feed that keeps its page up to date and the commands
 * that its page may call.
 */
export function openWindow(
  { engine, lists, duplicates }: Pick<CommandContext, 'engine' | 'lists' | 'duplicates'>,
  dataDir: string,
): CommandContext {
  const state = new WindowState(join(dataDir, 'window.json'))
  const hint = createCloseHint(state)
  const window = new MainWindow(state, {
    watched: () => feed.watched(),
    pageLeft: () => feed.pageLeft(),
    closed: () => hint.give(window, feed),
  })
  const feed = new WindowFeed(engine, lists, window)
  const context = { engine, lists, duplicates, feed, window }
  handleCommands(createCommands(context), (event) => isOurWindow(event, window))
  followAppearance(engine, window)
  return context
}

/** Whether a message comes from Rill's own page, in the top frame of Rill's own window. */
function isOurWindow({ sender, senderFrame }: IpcMainInvokeEvent, window: MainWindow): boolean {
  return (
    window.isPage(sender) &&
    senderFrame !== null &&
    senderFrame === sender.mainFrame &&
    isOwnUrl(senderFrame.url, pageUrl())
  )
}
