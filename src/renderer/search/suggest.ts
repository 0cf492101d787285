import { fold } from '../../shared/fold'
import { DAY_WORDS } from './days'
import { ALL_OPERATORS, type Operator, operatorNamed } from './operators'
import { type Token, tokensOf } from './tokens'
import { type LocalWords, STATUS_WORDS } from './words'

/** What could stand where the caret is: the text from `start` to `end` would become `insert`. */
export interface Suggestion {
  readonly start: number
  readonly end: number
  readonly insert: string
  readonly operator: Operator
  /** null for the operator itself, whose value is still to come. */
  readonly value: string | null
  /** How many downloads there are of it; null where nobody has counted. */
  readonly count: number | null
}

/** How many downloads there are, by value. */
export type SearchCounts = Partial<Record<Operator, ReadonlyMap<string, number>>>

const MOST = 8

const FIXED: Partial<Record<Operator, readonly string[]>> = {
  status: STATUS_WORDS,
  size: ['>1GB', '>100MB', '<10MB', '100MB..1GB'],
  added: DAY_WORDS,
  finished: DAY_WORDS,
  proof: ['checksum', 'validator', 'length', 'none'],
}

/**
 * What a person may be about to type at `caret`: operators, and behind one of them its values, those
 * of most downloads first. Nothing in the middle of a word, and nothing that is there already.
 */
export function suggest(
  text: string,
  caret: number,
  counts: SearchCounts,
  words: LocalWords = {},
): Suggestion[] {
  const token = tokensOf(text).find(({ start, end }) => start < caret && caret <= end)
  if (token === undefined) {
    return /\s|^$/u.test(text.slice(caret, caret + 1)) ? operators('', caret, caret, '') : []
  }
  if (token.end !== caret || token.isQuoted) return []
  const minus = token.isNot ? '-' : ''
  if (token.key === null) return operators(token.value, token.start, caret, minus)
  const operator = operatorNamed(token.key, words.operators)
  return operator === null ? [] : values(operator, token, counts, minus)
}

function operators(begun: string, start: number, end: number, minus: string): Suggestion[] {
  const wanted = begun.toLowerCase()
  return ALL_OPERATORS.filter((operator) => operator.startsWith(wanted)).map((operator) => ({
    ...{ start, end, operator },
    insert: `${minus}${operator}:`,
    value: null,
    count: null,
  }))
}

function values(
  operator: Operator,
  token: Token,
  counts: SearchCounts,
  minus: string,
): Suggestion[] {
  const before = token.values.slice(0, -1)
  const begun = fold(token.values.at(-1) ?? '')
  const known = counts[operator]
  const fixed = FIXED[operator]
  const all = fixed ?? byCount(known)
  return all
    .filter((value) => fold(value).startsWith(begun) && fold(value) !== begun)
    .filter((value) => value !== '' && !before.includes(value))
    .slice(0, MOST)
    .map((value) => ({
      ...{ start: token.start, end: token.end, operator, value },
      insert: `${minus}${token.key ?? operator}:${[...before, value].map(quoted).join(',')}`,
      count: known?.get(value) ?? (known === undefined ? null : 0),
    }))
}

function byCount(counts: ReadonlyMap<string, number> = new Map()): string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value)
}

function quoted(value: string): string {
  return /[\s,]/u.test(value) ? `"${value}"` : value
}
