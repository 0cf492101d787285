import { shell } from 'electron'
import type { DownloadId, DownloadView } from '../../shared/download'
import type { Engine } from '../engine/engine'
import type { WindowFeed } from './feed/window-feed'
import { t } from './i18n'
import type { MainWindow } from './main-window'
import { type Digest, digestOutcomes } from './outcome-digest'
import { showNotification } from './show-notification'

const JOIN_WITHIN_MS = 1000

/**
 * Notifies of downloads that completed or failed, unless the window has the focus. Those of one
 * second share a notification. A click opens the folder, or for failures the window. A verified file
 * is reported in the window, where the check was requested.
 */
export function notifyOfOutcomes(engine: Engine, window: MainWindow, feed: WindowFeed): void {
  const completed = new Set<DownloadId>()
  const failed = new Set<DownloadId>()
  let timer: NodeJS.Timeout | null = null

  const open = ({ kind, ids }: Digest): void => {
    const path = ids.map((id) => engine.queries.pathOf(id)).find((found) => found !== null)
    if (kind === 'completed' && path !== undefined) shell.showItemInFolder(path)
    else window.show()
  }
  const notify = (): void => {
    timer = null
    const { notifyCompleted, notifyFailed } = engine.settings()
    const digests = digestOutcomes(take(engine, completed), take(engine, failed))
    if (window.isFocused()) return
    for (const digest of digests) {
      if (!(digest.kind === 'completed' ? notifyCompleted : notifyFailed)) continue
      void showNotification({ ...digest, onClick: () => open(digest) })
    }
  }
  engine.subscribe((event) => {
    if (event.type === 'verified') {
      const name = engine.queries.get(event.id)?.name
      if (name !== undefined) feed.post('notice', { text: t('notices.unchanged', { name }) })
    }
    if (event.type !== 'completed' && event.type !== 'failed') return
    const ended = event.type === 'completed' ? completed : failed
    ended.add(event.id)
    if (timer === null) timer = setTimeout(notify, JOIN_WITHIN_MS)
  })
}

function take(engine: Engine, ids: Set<DownloadId>): DownloadView[] {
  const views = [...ids].map((id) => engine.queries.get(id)).filter((view) => view !== undefined)
  ids.clear()
  return views
}
