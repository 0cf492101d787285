import { allows, type DownloadId, type DownloadState } from '../../shared/download'

/** Counts downloads by state, so that menus need not walk a long list each second. */
export class StateTally {
  readonly #stateOf = new Map<DownloadId, DownloadState>()
  readonly #count = new Map<DownloadState, number>()

  /** Records the state a download is in now; undefined when it has left the list. */
  record(id: DownloadId, state: DownloadState | undefined): void {
    const before = this.#stateOf.get(id)
    if (before === state) return
    if (before !== undefined) this.#count.set(before, (this.#count.get(before) ?? 0) - 1)
    if (state === undefined) {
      this.#stateOf.delete(id)
    } else {
      this.#stateOf.set(id, state)
      this.#count.set(state, (this.#count.get(state) ?? 0) + 1)
    }
  }

  /** Whether at least one download can be told to do this. */
  anyAllows(action: 'pause' | 'resume'): boolean {
    return [...this.#count].some(([state, count]) => count > 0 && allows(state, action))
  }
}
