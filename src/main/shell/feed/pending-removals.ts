import type { DownloadId } from '../../../shared/download'
import type { EngineEvent } from '../../engine/engine'
import type { Lists } from './lists'

/**
 * Removed downloads that stay on record until their part file is deleted. No list may show them.
 */
export class PendingRemovals {
  readonly #lists: Lists
  #ids: ReadonlySet<DownloadId> = new Set()

  constructor(lists: Lists) {
    this.#lists = lists
  }

  note(event: EngineEvent): void {
    if (event.type === 'settings' || (event.type !== 'removed' && !this.#ids.has(event.id))) return
    const ids = new Set(this.#ids)
    if (event.type === 'removed') ids.add(event.id)
    else ids.delete(event.id)
    this.#ids = ids
  }

  /** Whether any of them is still on record. */
  hasAny(): boolean {
    if (this.#ids.size === 0) return false
    this.#ids = new Set(this.#lists.list({}).ids.filter((id) => this.#ids.has(id)))
    return this.#ids.size > 0
  }

  /** The ids without those of removed downloads. */
  exclude(ids: readonly DownloadId[]): readonly DownloadId[] {
    return this.#ids.size === 0 ? ids : ids.filter((id) => !this.#ids.has(id))
  }
}
