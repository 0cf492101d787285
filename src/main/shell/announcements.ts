import type { DownloadId } from '../../shared/download'
import type { AnnouncedDownloads } from '../../shared/ipc/selection'
import type { Engine, EngineWith } from '../engine/engine'
import { atMostEvery } from './at-most-every'
import type { WindowFeed } from './feed/window-feed'

/** Events within this time are announced together. */
const JOIN_WITHIN_MS = 1500

/** Announces to screen readers which downloads start, complete and fail; progress is not announced. */
export function announceOutcomes(
  engine: EngineWith<'queries', 'activeIds' | 'get'> & Pick<Engine, 'subscribe'>,
  feed: Pick<WindowFeed, 'post'>,
  isWatched: () => boolean,
): void {
  let running = new Set<DownloadId>()
  const ended = { completed: new Set<DownloadId>(), failed: new Set<DownloadId>() }
  const announce = atMostEvery(JOIN_WITHIN_MS, () => {
    const active = engine.queries.activeIds()
    const started = active.filter((id) => !running.has(id))
    running = new Set(active)
    const announcement = {
      started: summarise(engine, started),
      completed: summarise(engine, [...ended.completed]),
      failed: summarise(engine, [...ended.failed]),
    }
    ended.completed.clear()
    ended.failed.clear()
    const hasAny = Object.values(announcement).some((downloads) => downloads !== null)
    if (hasAny && isWatched()) feed.post('announcement', announcement)
  })
  engine.subscribe((event) => {
    if (event.type === 'settings') return
    if (event.type === 'completed' || event.type === 'failed') ended[event.type].add(event.id)
    announce()
  })
}

function summarise(
  engine: EngineWith<'queries', 'get'>,
  ids: readonly DownloadId[],
): AnnouncedDownloads | null {
  const name = ids.map((id) => engine.queries.get(id)?.name).find((found) => found !== undefined)
  return name === undefined ? null : { count: ids.length, name }
}
