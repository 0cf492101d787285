import type { WindowFeed } from './feed/window-feed'
import { t } from './i18n'
import type { MainWindow } from './main-window'
import { showNotification } from './show-notification'
import type { WindowState } from './window-state'

/**
 * Explains once, ever, that Rill keeps running without its window: by a notification when the window
 * closes or, if the system shows none, in the window when it opens again.
 */
export function createCloseHint(state: WindowState): {
  give(window: MainWindow, feed: WindowFeed): void
} {
  let given = state.get().closeHintGiven
  return {
    give(window, feed) {
      if (given) return
      given = true
      const text = t('notices.closeHint')
      const content = { title: t('notices.closeTitle'), body: text, onClick: () => window.show() }
      void showNotification(content).then((shown) => {
        if (!shown) feed.post('notice', { text })
        state.update({ closeHintGiven: true })
      })
    },
  }
}
