import type { DownloadId, DownloadState } from '../../../src/shared/download'
import type { Stage } from '../world/stage'

/**
 * The states that may follow a state during one life, told apart from the engine's own table: a
 * completed download is only verified, moved, or downloaded anew, and a stopped one never runs
 * without its turn.
 */
const MAY_FOLLOW: Readonly<Record<DownloadState, readonly DownloadState[]>> = {
  queued: ['downloading', 'verifying', 'paused', 'failed', 'needs-link'],
  downloading: ['queued', 'verifying', 'paused', 'failed', 'needs-link', 'completed'],
  verifying: ['queued', 'downloading', 'paused', 'failed', 'needs-link', 'completed'],
  paused: ['queued', 'verifying', 'failed'],
  'needs-link': ['queued', 'verifying', 'failed'],
  failed: ['queued', 'verifying', 'needs-link'],
  completed: ['verifying', 'queued'],
}

/** Watches that each download goes through legal states only, and that none fails by a bug. */
export function watchPhases(stage: Stage): void {
  const { begun, judge, world } = stage
  begun.push((engine) => {
    const states = new Map<DownloadId, DownloadState>()
    engine.subscribe((event) => {
      if (event.type === 'settings') return
      const view = engine.queries.get(event.id)
      if (view === undefined) return
      const { id, state, error } = view
      const before = states.get(id)
      states.set(id, state)
      const isIllegal =
        before !== undefined && before !== state && !MAY_FOLLOW[before].includes(state)
      if (!isIllegal && error?.code !== 'bug') return
      // A process that dies meets errors of its own.
      world.soon(() => {
        if (stage.engine !== engine) return
        judge.fail('phases', `download ${id}: ${error?.facts.detail ?? `${before} to ${state}`}`)
      })
    })
  })
}
