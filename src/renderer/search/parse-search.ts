import type { Category } from '../../shared/categories'
import type { Clause, ListFilter, SearchTerm, Span } from '../../shared/list-query'
import { categoryFilter } from './category-filter'
import { parseWhen } from './days'
import { type ErrorSentences, errorsSaying } from './errors-saying'
import { type Operator, operatorNamed, TEXT_OPERATORS, type TextOperator } from './operators'
import { looksLikeSizes, parseSizes } from './sizes'
import { type Token, tokensOf } from './tokens'
import { categoriesNamed, dayNamed, type LocalWords, proofsNamed, statesNamed } from './words'

/** What a search is read by. */
export interface SearchContext {
  readonly nowMs: number
  readonly categories: readonly Category[]
  readonly words?: LocalWords
  /** The sentences of errors in the language of the window. */
  readonly errorSentences?: ErrorSentences
}

/** A piece of the text that is understood as more than a word to be found. */
export interface SearchChip {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * A gentle word about a piece that is not understood. `unknown-operator`: it is looked for as text.
 * `unknown-value`: it is ignored.
 */
export interface SearchHint {
  readonly code: 'unknown-operator' | 'unknown-value'
  readonly operator: string
  readonly value: string
}

export interface Search {
  readonly filter: ListFilter
  readonly chips: readonly SearchChip[]
  readonly hints: readonly SearchHint[]
}

type Understood =
  | { readonly is: 'operator'; readonly anyOf: readonly ListFilter[] }
  | { readonly is: 'text' }
  | { readonly is: 'unfinished' }
  | { readonly is: 'mistaken'; readonly hint: SearchHint }

/**
 * Reads a search: words and "phrases" that have to be somewhere, `-` before what must not be, and
 * operators like `status:failed,paused`, `host:example.org` or `>1GB`. Never fails: what it cannot
 * make sense of is looked for as text or ignored, and told of in `hints`.
 */
export function parseSearch(text: string, context: SearchContext): Search {
  const clauses: Clause[] = []
  const chips: SearchChip[] = []
  const hints: SearchHint[] = []
  for (const token of tokensOf(text)) {
    const understood = understand(token, context)
    if (understood.is === 'mistaken') hints.push(understood.hint)
    else if (understood.is === 'operator') {
      const { start, end, isNot } = token
      clauses.push({ anyOf: understood.anyOf, ...(isNot ? { isNot } : {}) })
      chips.push({ start, end, text: text.slice(start, end) })
    } else if (understood.is === 'text') {
      clauses.push(...textClause(token, text, context))
      if (isNearlyAnOperator(token)) {
        const { key, value } = token
        hints.push({ code: 'unknown-operator', operator: key ?? '', value })
      }
    }
  }
  return { filter: clauses.length === 0 ? {} : { clauses }, chips, hints }
}

function understand(token: Token, context: SearchContext): Understood {
  const { key, value, isQuoted } = token
  if (key === null) {
    const sizes = isQuoted || !looksLikeSizes(value) ? null : parseSizes(value)
    return sizes === null ? { is: 'text' } : { is: 'operator', anyOf: [{ length: sizes }] }
  }
  const operator = operatorNamed(key, context.words?.operators)
  if (operator === null) return { is: 'text' }
  if (value === '' && operator !== 'ext') return { is: 'unfinished' }
  const anyOf = filtersOf(operator, token, context)
  if (anyOf.length > 0) return { is: 'operator', anyOf }
  if (/^[<>]=?$/u.test(value)) return { is: 'unfinished' }
  return { is: 'mistaken', hint: { code: 'unknown-value', operator: key, value } }
}

/** Any of which has to pass; none for what the operator cannot take. */
function filtersOf(operator: Operator, token: Token, context: SearchContext): ListFilter[] {
  const { nowMs, categories, words = {} } = context
  const values = token.values.filter((value) => value !== '')
  if (isText(operator)) {
    return values.map((text) => ({ terms: [termOf(text, context, operator)] }))
  }
  switch (operator) {
    case 'status': {
      const states = values.flatMap((value) => statesNamed(value, words))
      return states.length === 0 ? [] : [{ states: [...new Set(states)] }]
    }
    case 'type': {
      const ids = values.flatMap((value) => categoriesNamed(value, categories, words))
      return [...new Set(ids)].map((id) => categoryFilter(id, categories))
    }
    case 'ext':
      return [{ extensions: token.values.map((value) => value.replace(/^\./u, '').toLowerCase()) }]
    case 'proof': {
      const proofs = values.flatMap((value) => proofsNamed(value))
      return proofs.length === 0 ? [] : [{ proofs: [...new Set(proofs)] }]
    }
    case 'size':
      return spans(token.value, parseSizes, 'length')
    case 'added':
    case 'finished':
      return values.flatMap((value) =>
        spans(value, (text) => parseWhen(text, nowMs, (word) => dayNamed(word, words)), operator),
      )
  }
}

function spans(
  text: string,
  parse: (text: string) => Span | null,
  field: 'length' | 'added' | 'finished',
): ListFilter[] {
  const span = parse(text)
  return span === null ? [] : [{ [field]: span }]
}

function isText(operator: Operator): operator is TextOperator {
  return TEXT_OPERATORS.some((text) => text === operator)
}

function textClause(token: Token, whole: string, context: SearchContext): Clause[] {
  const { key, isNot, value, isQuoted, start, end } = token
  const typed = whole.slice(start, end)
  // What is no operator was not meant as one: a link, a time of day.
  const text = key === null ? value : unquoted(isNot ? typed.slice(1) : typed, isQuoted)
  if (text === '') return []
  return [{ anyOf: [{ terms: [termOf(text, context)] }], ...(isNot ? { isNot } : {}) }]
}

/** Looks for the text in one field or everywhere. */
function termOf(text: string, { errorSentences }: SearchContext, field?: TextOperator): SearchTerm {
  const searchesErrors = field === undefined || field === 'error'
  return {
    text,
    ...(field !== undefined && { fields: [field] }),
    ...(searchesErrors && errorSentences !== undefined && errorsSaying(text, errorSentences)),
  }
}

function unquoted(text: string, isQuoted: boolean): string {
  return isQuoted ? text.replace(/["“”„]/gu, '') : text
}

/** Like `stauts:failed`, and unlike `https://…`. */
function isNearlyAnOperator({ key, value }: Token): boolean {
  return key !== null && key.length > 2 && value !== '' && !value.startsWith('//')
}
