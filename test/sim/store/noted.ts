import {
  FIRST_ENTRIES,
  FOLDS_WITHIN,
  foldEntry,
  inherit,
  MOST_ENTRIES,
} from '../../../src/main/io/store/fold-timeline'
import type { TimelineEntry } from '../../../src/shared/timeline'

type Entries = readonly TimelineEntry[]

/** Adds an entry to a timeline, folded and shortened as in the real store. */
export function noted(timeline: Entries, entry: TimelineEntry): Entries {
  const folded = foldEntry(timeline.slice(-FOLDS_WITHIN).reverse(), entry)
  if (folded !== null) return timeline.with(-1 - folded.index, folded.entry)
  const [dropped, heir] = timeline.slice(FIRST_ENTRIES)
  if (timeline.length < MOST_ENTRIES || dropped === undefined || heir === undefined) {
    return [...timeline, entry]
  }
  const kept = timeline.slice(FIRST_ENTRIES + 2)
  return [...timeline.slice(0, FIRST_ENTRIES), inherit(dropped, heir), ...kept, entry]
}
