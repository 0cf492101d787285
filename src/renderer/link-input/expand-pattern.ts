import { expand } from 'brace-expansion'

/** A pattern stands for no more links than this. */
export const MOST_OF_A_PATTERN = 10_000

/** `[001-100]`, `[1-9:2]`, `[a-z]`: numbers keep their width, letters their case. */
const RANGE =
  /\[(?:(?<from>\d{1,15})-(?<to>\d{1,15})|(?<first>[a-z])-(?<last>[a-z])|(?<upper>[A-Z])-(?<end>[A-Z]))(?::(?<step>\d{1,9}))?\]/gu

/** `{a,b}` as curl has it. Quotes in it are those of JSON in a query, which means itself. */
const CHOICE = /\{(?![^{}]*(?:"|%22))[^{}]*,[^{}]*\}/gu

/** In front of a brace a dollar would make it a variable, which nothing can escape. */
const DOLLAR = '\u{e000}'

export type Expansion =
  | { readonly kind: 'plain' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'links'; readonly links: readonly string[] }

/**
 * The links that a pattern stands for, in its order: the last place counts fastest. Brackets that
 * are none of a pattern, as those around the address of an IPv6 host, stay.
 */
export function expandPattern(text: string): Expansion {
  const sizes = sizesOf(text)
  if (sizes.length === 0) return { kind: 'plain' }
  if (sizes.reduce((all, one) => all * one, 1) > MOST_OF_A_PATTERN) return { kind: 'too-many' }
  const links = expand(asBraces(text), { max: MOST_OF_A_PATTERN })
  return { kind: 'links', links: links.map((link) => link.replaceAll(DOLLAR, '$')) }
}

function sizesOf(text: string): number[] {
  const ranges = [...text.matchAll(RANGE)].map(({ groups = {} }) => {
    const from = Number(groups.from ?? codeOf(groups.first ?? groups.upper))
    const to = Number(groups.to ?? codeOf(groups.last ?? groups.end))
    return Math.floor(Math.abs(to - from) / Math.max(1, Number(groups.step ?? 1))) + 1
  })
  const choices = [...text.matchAll(CHOICE)].map(([choice]) => choice.split(',').length)
  return [...ranges, ...choices]
}

/** The same for brace-expansion: all that is no pattern of ours is made to mean itself. */
function asBraces(text: string): string {
  let braces = ''
  let at = 0
  for (const match of placesIn(text)) {
    braces += literal(text.slice(at, match.index)) + placeOf(match)
    at = match.index + match[0].length
  }
  return braces + literal(text.slice(at))
}

function placesIn(text: string): RegExpExecArray[] {
  const all = [...text.matchAll(RANGE), ...text.matchAll(CHOICE)]
  return all.sort((one, other) => one.index - other.index)
}

function placeOf({ 0: place, groups = {} }: RegExpExecArray): string {
  const from = groups.from ?? groups.first ?? groups.upper
  const to = groups.to ?? groups.last ?? groups.end
  if (from === undefined || to === undefined) return `{${choicesOf(place).map(literal).join(',')}}`
  const step = groups.step === undefined ? '' : `..${Math.max(1, Number(groups.step))}`
  return `{${from}..${to}${step}}`
}

function choicesOf(place: string): string[] {
  return place.slice(1, -1).split(',')
}

function literal(text: string): string {
  return text.replaceAll('$', DOLLAR).replaceAll(/[\\{}]/gu, String.raw`\$&`)
}

function codeOf(letter = ''): number {
  return letter.codePointAt(0) ?? 0
}
