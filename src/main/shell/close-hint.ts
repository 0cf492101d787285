import type { DesktopMemory } from './desktop-memory'
import type { MainWindow } from './main-window'
import { showNotification } from './show-notification'
import type { WindowFeed } from './window-feed'

const HINT =
  'Closing the window does not stop your downloads. To stop Rill, choose Quit in its menu or tray.'

/**
 * Tells once for ever that Rill goes on without its window: by a notification when the window is
 * closed or, where the system shows none, inside the window when it is opened again.
 */
export function createCloseHint(memory: DesktopMemory): {
  give(window: MainWindow, feed: WindowFeed): void
} {
  let given = memory.get().closeHintGiven
  return {
    give(window, feed) {
      if (given) return
      given = true
      const content = { title: 'Rill is still running', body: HINT, onClick: () => window.show() }
      void showNotification(content).then((shown) => {
        if (!shown) feed.post('notice', { text: HINT })
        memory.update({ closeHintGiven: true })
      })
    },
  }
}
