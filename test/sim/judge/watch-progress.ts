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
    const seen = new Map<DownloadId, { doneBytes: number; words: number; fell: boolean }>()
    const look = (id: DownloadId, doneBytes: number): void => {
      const before = seen.get(id)
      if (before === undefined) {
        seen.set(id, { doneBytes, words: words(id), fell: false })
        return
      }
      if (doneBytes < before.doneBytes) {
        const { words: known } = before
        const change = `from ${before.doneBytes} to ${doneBytes}`
        before.fell = true
        // When the transaction that it is part of is over, if Rill has lived to see that.
        world.soon(() => {
          if (stage.engine !== engine) return
          if (words(id) === known) judge.fail('progress', `download ${id} went ${change}`)
        })
      } else if (doneBytes > before.doneBytes && before.fell) {
        // What was said stands for all that was lost before it went on.
        before.words = words(id)
        before.fell = false
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
