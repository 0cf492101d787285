import type { DownloadId } from '../../shared/download'
import { type Coroutine, sleep } from '../kernel'
import type { EngineContext } from './context'
import { DownloadError } from './download-error'
import type { Store } from './ports/store'
import type { SpeedLog } from './views/speed-log'

/** How often running downloads tell of themselves although nothing came in. */
const TICK_MS = 1_000

/** How often what is on record is brought onto the disk. */
const FLUSH_MS = 5_000

/** Starts what has waited for its time, and has running downloads tell of themselves; for ever. */
export function* keepTicking(context: EngineContext, log: SpeedLog): Coroutine<void> {
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

/** So that a power cut never costs more than the last seconds; for ever. */
export function* keepFlushing(store: Pick<Store, 'transactions'>): Coroutine<void> {
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
