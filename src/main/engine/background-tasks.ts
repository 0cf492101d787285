import type { DownloadId } from '../../shared/download'
import { type Coroutine, sleep } from '../kernel'
import type { EngineContext } from './context'
import { DownloadError } from './download-error'
import type { Store } from './ports/store'
import type { SpeedLog } from './views/speed-log'

/** How often running downloads report, even without new bytes. */
const TICK_MS = 1_000

/** How often recorded changes are flushed to disk. */
const FLUSH_MS = 5_000

/**
 * Once per second until cancelled: starts the downloads whose delayed start is due, reports progress
 * of the running ones, and logs their speeds.
 */
export function* tickDownloads(context: EngineContext, log: SpeedLog): Coroutine<void> {
  const { scheduler, delayedStarts, epochMs } = context
  for (;;) {
    yield* sleep(TICK_MS)
    for (const download of delayedStarts.takeDue(epochMs())) context.enqueue(download)
    const speeds = new Map<DownloadId, number>()
    for (const download of scheduler.active()) {
      download.progressed()
      const status = scheduler.transfer(download.id)?.status
      if (status?.doneBytes != null) speeds.set(download.id, status.speedBytesPerSec())
    }
    log.note(speeds)
  }
}

/** Flushes the store regularly until cancelled: a power cut costs the last seconds at most. */
export function* flushStore(store: Pick<Store, 'transactions'>): Coroutine<void> {
  for (;;) {
    yield* sleep(FLUSH_MS)
    try {
      yield* store.transactions.flush()
    } catch (thrown) {
      // A caller that depends on the flush runs its own, and gets the error.
      if (!(thrown instanceof DownloadError)) throw thrown
    }
  }
}
