import type { DownloadId } from '../../shared/download'
import { redact } from '../../shared/redact'
import type { TimelineEntry, TimelineFacts, TimelineKind } from '../../shared/timeline'
import { DownloadError } from './download-error'
import { ignoreStoreError } from './ignore-store-error'
import type { TimelineStore } from './ports/store'

/** A fact as it is at hand: null and undefined are left out, true and false become yes and no. */
export type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>

const LONGEST_TEXT = 300

/**
 * The diary of one download: `timeline.note('retrying', error, { delayMs })`. The store folds what
 * repeats itself and keeps it short.
 *
 * Names of facts end in their unit: `…Bytes`, `…Ms`. Of entries that are folded, `costBytes` (what
 * was wasted), `delayMs` and `tookMs` add up.
 */
export class Timeline {
  readonly #id: DownloadId
  readonly #store: Pick<TimelineStore, 'note'>
  readonly #epochMs: () => number

  constructor(id: DownloadId, store: Pick<TimelineStore, 'note'>, epochMs: () => number) {
    this.#id = id
    this.#store = store
    this.#epochMs = epochMs
  }

  /**
   * Notes what happened, as `timelineEntry` says it. A store that fails is ignored: the download
   * matters more than its diary.
   */
  note(kind: TimelineKind, ...what: readonly (DownloadError | Facts)[]): void {
    const entry = timelineEntry(this.#epochMs(), kind, ...what)
    ignoreStoreError(() => this.#store.note(this.#id, entry))
  }
}

/** Notes the same in the diaries of many downloads, likewise. */
export function noteAll(
  ids: readonly DownloadId[],
  store: Pick<TimelineStore, 'noteAll'>,
  entry: TimelineEntry,
): void {
  ignoreStoreError(() => store.noteAll(ids, entry))
}

/**
 * What happened, with the facts of an error and others. Every link in them loses its login, query
 * and fragment.
 */
export function timelineEntry(
  epochMs: number,
  kind: TimelineKind,
  ...what: readonly (DownloadError | Facts)[]
): TimelineEntry {
  const facts: TimelineFacts = {}
  for (const some of what) {
    const named = some instanceof DownloadError ? factsOf(some) : some
    for (const [name, value] of Object.entries(named)) {
      const fact = clean(value)
      if (fact !== null) facts[name] = fact
    }
  }
  return { atMs: Math.round(epochMs), kind, facts }
}

function factsOf({ code, facts, cause }: DownloadError): Facts {
  const words = causeWords(cause)
  return { code, ...facts, cause: words === facts.detail ? null : words }
}

/** What the innermost cause calls itself: a code of the system's, else its message. */
function causeWords(cause: unknown): string | null {
  if (!(cause instanceof Error)) return null
  const deeper = causeWords(cause.cause)
  if (deeper !== null) return deeper
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}

function clean(value: Facts[string]): string | number | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return redact(value).slice(0, LONGEST_TEXT)
}
