import type { Engine } from '../../../src/main/engine/engine'
import type { Stage } from '../world/stage'

/** Checks that a new life recovered every download that the person added, exactly once. */
export function checkList({ judge, book }: Stage, engine: Engine): void {
  const ids = engine.queries.list().map(({ id }) => id)
  if (new Set(ids).size !== ids.length) judge.fail('doubled', `in the list: ${ids.join()}`)
  for (const { id, isDropped } of book.entries) {
    if (!isDropped && !ids.includes(id)) judge.fail('lost', `download ${id} is gone`)
  }
  for (const view of engine.queries.list()) {
    if (book.get(view.id) !== undefined) continue
    const place = book.doubtful.indexOf(view.url)
    if (place === -1) {
      judge.fail('doubled', `nobody has asked for download ${view.id}`)
      continue
    }
    // Rill died between recording the download and returning.
    book.doubtful.splice(place, 1)
    book.add({
      id: view.id,
      onConflict: 'rename',
      checksumOf: null,
      isDropped: false,
      isTampered: false,
    })
  }
}
