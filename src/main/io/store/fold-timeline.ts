import type { TimelineEntry, TimelineFacts, TimelineKind } from '../../../shared/timeline'

/** Entries of a download that are kept: of more, those in the middle go. */
export const MOST_ENTRIES = 500
/** How it began is kept for ever. */
export const FIRST_ENTRIES = 20
/** How far back an entry looks for its like. */
export const FOLDS_WITHIN = 16

/** What comes often and means little by itself; everything else is a turn in the story. */
const REPEATING: ReadonlySet<TimelineKind> = new Set([
  'split',
  'retrying',
  'refused',
  'stalled',
  'limited',
  'waiting',
])

/** Numbers that add up; of all others the newest counts. */
const SUMS: ReadonlySet<string> = new Set(['costBytes', 'delayMs', 'tookMs'])

/**
 * Looks among the last entries, newest first, for one that `next` repeats, with nothing but other
 * repeating entries since. Returns its place and the entry that stands for both, or null.
 */
export function foldEntry(
  newestFirst: readonly TimelineEntry[],
  next: TimelineEntry,
): { readonly index: number; readonly entry: TimelineEntry } | null {
  if (!mayRepeat(next)) return null
  for (const [index, before] of newestFirst.slice(0, FOLDS_WITHIN).entries()) {
    if (!REPEATING.has(before.kind)) return null
    if (saysTheSame(before, next)) return { index, entry: fold(before, next) }
  }
  return null
}

/** Whether an entry may be folded into another one at all. */
export function mayRepeat({ kind }: TimelineEntry): boolean {
  return REPEATING.has(kind)
}

/** The same words, and the same status. */
function saysTheSame(a: TimelineEntry, b: TimelineEntry): boolean {
  return a.kind === b.kind && words(a.facts) === words(b.facts)
}

function words(facts: TimelineFacts): string {
  const telling = Object.entries(facts).filter(
    ([name, value]) => typeof value === 'string' || name === 'status',
  )
  return JSON.stringify(telling.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function fold(before: TimelineEntry, next: TimelineEntry): TimelineEntry {
  const facts: TimelineFacts = { ...before.facts, ...next.facts }
  for (const name of SUMS) {
    const sum = number(before.facts, name) + number(next.facts, name)
    if (sum > 0) facts[name] = sum
  }
  facts.times = countOf(before) + countOf(next)
  facts.untilMs = next.atMs
  return { ...before, facts }
}

/** How many that happened an entry stands for. */
function countOf({ facts }: TimelineEntry): number {
  return number(facts, 'times') || 1
}

/** What stands where `dropped` was taken out before `heir`. */
export function inherit(dropped: TimelineEntry, heir: TimelineEntry): TimelineEntry {
  const leftOut =
    number(dropped.facts, 'leftOut') + countOf(dropped) + number(heir.facts, 'leftOut')
  return { ...heir, facts: { ...heir.facts, leftOut } }
}

function number(facts: TimelineFacts, name: string): number {
  const value = facts[name]
  return typeof value === 'number' ? value : 0
}
