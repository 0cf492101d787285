import type { Engine } from '../../../src/main/engine/engine'
import type { DownloadView } from '../../../src/shared/download'
import type { Entry } from '../judge/book'
import type { Stage } from '../world/stage'
import { giveUp } from './person'

/**
 * Does what a person does to finish all downloads: resumes, retries, gives new links. Returns the
 * unfinished downloads, in words.
 */
export function nurse(stage: Stage): string[] {
  const { engine, book, network } = stage
  if (engine === null) return ['Rill does not run']
  const left: string[] = []
  for (const entry of book.entries) {
    const view = engine.queries.get(entry.id)
    if (view === undefined || isAtItsEnd(view, entry)) continue
    const error = view.error === null ? '' : ` (${view.error.code})`
    left.push(`download ${view.id} ${view.state}${error}`)
    // Its bytes are of an old version, or somebody else's: no link leads to them any more.
    if (view.error?.code === 'other-file') giveUp(stage, engine, entry, 'cancel')
    else help(engine, view, network.linkOf(network.resourceOf(view.url)))
  }
  return left
}

/** Whether a download is completed, or failed as the person's own options demand. */
function isAtItsEnd({ state, error }: DownloadView, { onConflict, checksumOf }: Entry): boolean {
  if (state === 'completed') return true
  if (state !== 'failed') return false
  if (error?.code === 'name-taken') return onConflict === 'skip' || onConflict === 'fail'
  return error?.code === 'checksum-mismatch' && checksumOf !== null
}

function help(engine: Engine, { id, state, url }: DownloadView, link: string): void {
  if (state === 'paused') engine.control.resume([id])
  else if (state === 'needs-link' || (state === 'failed' && url !== link))
    engine.links.replace(id, link)
  else if (state === 'failed') engine.control.retry([id])
}
