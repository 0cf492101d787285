import type { DownloadId } from '../../shared/download'
import type { AnnouncedDownloads } from '../../shared/ipc/selection'
import type { Engine } from '../engine/engine'
import { atMostEvery } from './at-most-every'
import type { WindowFeed } from './feed/window-feed'

/** What happens within this time is said in one breath. */
const JOIN_WITHIN_MS = 1500

/**
 * Tells the window, for those who hear it rather than see it, which downloads start, complete and
 * fail; nothing of progress.
 */
export function announceOutcomes(
  engine: Pick<Engine, 'activeIds' | 'get' | 'subscribe'>,
  feed: Pick<WindowFeed, 'post'>,
  isWatched: () => boolean,
): void {
  let running = new Set<DownloadId>()
  const ended = { completed: new Set<DownloadId>(), failed: new Set<DownloadId>() }
  const tell = atMostEvery(JOIN_WITHIN_MS, () => {
    const active = engine.activeIds()
    const started = active.filter((id) => !running.has(id))
    running = new Set(active)
    const news = {
      started: happened(engine, started),
      completed: happened(engine, [...ended.completed]),
      failed: happened(engine, [...ended.failed]),
    }
    ended.completed.clear()
    ended.failed.clear()
    const isNews = news.started !== null || news.completed !== null || news.failed !== null
    if (isNews && isWatched()) feed.post('announcement', news)
  })
  engine.subscribe((event) => {
    if (event.type === 'settings') return
    if (event.type === 'completed' || event.type === 'failed') ended[event.type].add(event.id)
    tell()
  })
}

function happened(
  engine: Pick<Engine, 'get'>,
  ids: readonly DownloadId[],
): AnnouncedDownloads | null {
  const name = ids.map((id) => engine.get(id)?.name).find((found) => found !== undefined)
  return name === undefined ? null : { count: ids.length, name }
}
