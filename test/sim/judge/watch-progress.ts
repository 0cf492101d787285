import type { DownloadId } from '../../../src/shared/download'
import type { Stage } from '../world/stage'

/** Timeline entries that explain lost progress: bytes not safely on disk were lost. */
const GOES_BACK = [
  // A little is lost where two connections met whose versions could not be compared.
  'started',
  'restarted',
  'damaged',
  'repaired',
  'waiting',
  'failed',
  'needs-link',
  'unsaved',
]

/** Watches that, during one life, progress never goes back without a timeline entry. */
export function watchProgress(stage: Stage): void {
  const { begun, judge, store, world } = stage
  const words = (id: DownloadId): number =>
    store
      .timeline(id)
      .filter(({ kind }) => GOES_BACK.includes(kind))
      // One entry may explain several losses.
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
        // Only after the end of the transaction, if Rill is still alive then.
        world.soon(() => {
          if (stage.engine !== engine) return
          if (words(id) === known) judge.fail('progress', `download ${id} went ${change}`)
        })
      } else if (doneBytes > before.doneBytes && before.fell) {
        // The entry explains everything lost before progress resumed.
        before.words = words(id)
        before.fell = false
      }
      before.doneBytes = doneBytes
    }
    engine.subscribe((event) => {
      if (event.type === 'settings') return
      const view = engine.queries.get(event.id)
      if (view !== undefined) look(view.id, view.doneBytes)
    })
  })
}
