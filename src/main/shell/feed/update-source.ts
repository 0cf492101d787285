import type { RillUpdate } from '../../../shared/ipc'
import type { EngineEvent } from '../../engine/engine'

/** Something that the window is told of, at a pace of its own. */
export interface UpdateSource {
  /** Takes note of what the engine says. */
  note(event: EngineEvent): void
  /** From when on there may be news (`performance.now`); null while there is none. */
  dueMs(): number | null
  /** What is new since it was asked last. */
  take(): RillUpdate[]
  /** The page has forgotten everything. */
  forget(): void
}
