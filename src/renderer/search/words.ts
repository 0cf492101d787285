import { BUILT_IN_CATEGORIES, type Category } from '../../shared/categories'
import type { DownloadState, Proof } from '../../shared/download'
import { PROOFS } from '../../shared/download'
import { fold } from '../../shared/fold'
import { DAY_WORDS, type DayWord } from './days'
import type { Operator } from './operators'

/** What states are called in a search; some words mean several. */
export const STATUS_WORDS = [
  'active',
  'queued',
  'paused',
  'completed',
  'failed',
  'downloading',
  'verifying',
  'needs-link',
] as const

export type StatusWord = (typeof STATUS_WORDS)[number]

const STATES: Record<StatusWord, readonly DownloadState[]> = {
  active: ['downloading', 'verifying'],
  queued: ['queued'],
  paused: ['paused'],
  completed: ['completed'],
  failed: ['failed', 'needs-link'],
  downloading: ['downloading'],
  verifying: ['verifying'],
  'needs-link': ['needs-link'],
}

const OTHER_WORDS: Partial<Record<StatusWord, readonly string[]>> = {
  active: ['running'],
  queued: ['waiting'],
  completed: ['done', 'finished', 'complete'],
  failed: ['error', 'broken'],
  verifying: ['checking'],
}

/** The words of a person's own language, beside the English ones. */
export interface LocalWords {
  readonly operators?: Partial<Record<Operator, readonly string[]>>
  readonly statuses?: Partial<Record<StatusWord, string>>
  readonly categories?: Readonly<Record<string, string>>
  readonly days?: Partial<Record<DayWord, string>>
}

/** The states that a word, or the beginning of one, stands for. */
export function statesNamed(word: string, { statuses = {} }: LocalWords): readonly DownloadState[] {
  const names = STATUS_WORDS.map((status) => ({
    value: status,
    names: [status, ...(OTHER_WORDS[status] ?? []), statuses[status] ?? ''],
  }))
  return [...new Set(named(word, names).flatMap((status) => STATES[status]))]
}

export function proofsNamed(word: string): readonly Proof[] {
  return named(
    word,
    PROOFS.map((proof) => ({ value: proof, names: [proof] })),
  )
}

export function dayNamed(word: string, { days = {} }: LocalWords): DayWord | null {
  if (word === '') return null
  const names = DAY_WORDS.map((day) => ({ value: day, names: [day, days[day] ?? ''] }))
  return named(word, names)[0] ?? null
}

/** Ids of categories. */
export function categoriesNamed(
  word: string,
  all: readonly Category[],
  { categories = {} }: LocalWords,
): readonly string[] {
  const names = all.map(({ id, name = '' }) => ({
    value: id,
    names: [isBuiltIn(id) ? id : '', name, categories[id] ?? ''],
  }))
  return named(word, names)
}

function isBuiltIn(id: string): boolean {
  return BUILT_IN_CATEGORIES.some((category) => category === id)
}

/** Those of exactly this name; if there are none, those whose name begins so. */
function named<T>(
  word: string,
  all: readonly { readonly value: T; readonly names: readonly string[] }[],
): T[] {
  const wanted = folded(word)
  if (wanted === '') return []
  const by = (matches: (name: string) => boolean): T[] =>
    all.filter(({ names }) => names.map(folded).some(matches)).map(({ value }) => value)
  const exact = by((name) => name === wanted)
  return exact.length > 0 ? exact : by((name) => name.startsWith(wanted))
}

/** `Needs link`, `needs-link` and `NeedsLink` are one. */
function folded(text: string): string {
  return fold(text).replace(/[\s_-]/gu, '')
}
