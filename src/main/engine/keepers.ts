import type { DownloadId } from '../../shared/download'
import { type Coroutine, sleep } from '../kernel'
import { DownloadError } from './download-error'
import type { Transactions } from './ports/store'
import type { Roster } from './roster'
import type { SpeedLog } from './views/speed-log'

/** How often running downloads tell of themselves although nothing came in. */
const TICK_MS = 1_000

/** How often what is on record is brought onto the disk. */
const FLUSH_MS = 5_000

/** Starts what has waited for its time, and has running downloads tell of themselves; for ever. */
export function* keepTicking(roster: Roster, log: SpeedLog): Coroutine<void> {
  const { scheduler, later, home } = roster
  for (;;) {
    yield* sleep(TICK_MS)
    for (const download of later.takeDue(home.epochMs())) roster.enqueue(download)
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
export function* keepFlushing(transactions: Pick<Transactions, 'flush'>): Coroutine<void> {
  for (;;) {
    yield* sleep(FLUSH_MS)
    try {
      yield* transactions.flush()
    } catch (thrown) {
      // Whoever depends on it flushes for itself, and meets the error.
      if (!(thrown instanceof DownloadError)) throw thrown
    }
  }
}
