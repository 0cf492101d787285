import type { DownloadId } from '../../../src/shared/download'
import type { Stage } from '../world/stage'

/** What stands in a timeline where progress went back: bytes that are not safely on disk are lost. */
const GOES_BACK = [
  // A little, where connections have met of which nobody knows whether they had one version.
  'started',
  'restarted',
  'damaged',
  'repaired',
  'waiting',
  'failed',
  'needs-link',
  'unsaved',
]

/** Watches that, during one life, progress never goes back without a word about it. */
export function watchProgress(stage: Stage): void {
  const { begun, judge, store, world } = stage
  const words = (id: DownloadId): number =>
    store
      .timeline(id)
      .filter(({ kind }) => GOES_BACK.includes(kind))
      // One may stand for several.
      .reduce((sum, { facts }) => sum + Number(facts.times ?? 1), 0)

  begun.push((engine) => {
    const seen = new Map<DownloadId, { doneBytes: number; words: number }>()
    const look = (id: DownloadId, doneBytes: number): void => {
      const before = seen.get(id)
      if (before === undefined) {
        seen.set(id, { doneBytes, words: words(id) })
        return
      }
      const wentBack = doneBytes < before.doneBytes
      if (wentBack) {
        const known = before.words
        const change = `from ${before.doneBytes} to ${doneBytes}`
        // When the transaction that it is part of is over, if Rill has lived to see that.
        world.soon(() => {
          if (stage.engine !== engine) return
          before.words = words(id)
          if (before.words === known) judge.fail('progress', `download ${id} went ${change}`)
        })
      }
      before.doneBytes = doneBytes
    }
    engine.subscribe((event) => {
      if (event.type === 'settings') return
      const view = engine.get(event.id)
      if (view !== undefined) look(view.id, view.doneBytes)
    })
  })
}
