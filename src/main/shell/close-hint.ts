import type { WindowFeed } from './feed/window-feed'
import { t } from './i18n'
import type { MainWindow } from './main-window'
import { showNotification } from './show-notification'
import type { WindowState } from './window-state'

/**
 * Tells once for ever that Rill goes on without its window: by a notification when the window is
 * closed or, where the system shows none, inside the window when it is opened again.
 */
export function createCloseHint(memory: WindowState): {
  give(window: MainWindow, feed: WindowFeed): void
} {
  let given = memory.get().closeHintGiven
  return {
    give(window, feed) {
      if (given) return
      given = true
      const text = t('notices.closeHint')
      const content = { title: t('notices.closeTitle'), body: text, onClick: () => window.show() }
      void showNotification(content).then((shown) => {
        if (!shown) feed.post('notice', { text })
        memory.update({ closeHintGiven: true })
      })
    },
  }
}
