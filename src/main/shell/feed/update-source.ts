import type { RillUpdate } from '../../../shared/ipc'
import type { EngineEvent } from '../../engine/engine'

/** One kind of update for the window, polled at its own interval. */
export interface UpdateSource {
  /** Marks what an event of the engine may have changed. */
  note(event: EngineEvent): void
  /** The earliest time at which there may be an update (`performance.now`); null if nothing changed. */
  dueMs(): number | null
  /** The updates since the last call. */
  collect(): RillUpdate[]
  /** Starts over, because the page was reloaded and knows nothing. */
  reset(): void
}
