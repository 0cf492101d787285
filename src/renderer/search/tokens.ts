/** A piece of a search text: words between spaces, or between quotes. */
export interface Token {
  /** Where it stands: `text.slice(start, end)`. */
  readonly start: number
  readonly end: number
  /** It began with a `-`. */
  readonly isNot: boolean
  /** What stands before the first colon; null without one, and where that is quoted. */
  readonly key: string | null
  /** What stands behind the colon, or all of it, without quotes. */
  readonly value: string
  /** The value at its commas; what is quoted is one. */
  readonly values: readonly string[]
  /** Whether any of the value was quoted: then it is meant to the letter. */
  readonly isQuoted: boolean
}

const KEY = /^([\p{L}_]+):/u

/** Cuts a search text into its pieces. A quote that is never closed goes on to the end. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (isSpace(text[at])) {
      at += 1
      continue
    }
    const end = endOfToken(text, at)
    tokens.push(tokenAt(text, at, end))
    at = end
  }
  return tokens
}

/** The first space outside of quotes. */
function endOfToken(text: string, start: number): number {
  let isQuoted = false
  for (let at = start; at < text.length; at += 1) {
    if (isQuote(text[at])) isQuoted = !isQuoted
    else if (!isQuoted && isSpace(text[at])) return at
  }
  return text.length
}

function tokenAt(text: string, start: number, end: number): Token {
  const whole = text.slice(start, end)
  const isNot = whole.length > 1 && whole.startsWith('-')
  const body = isNot ? whole.slice(1) : whole
  const [prefix = '', key = null] = KEY.exec(body) ?? []
  const { values, isQuoted } = cut(body.slice(prefix.length))
  return { start, end, isNot, key, value: values.join(','), values, isQuoted }
}

function cut(text: string): { values: string[]; isQuoted: boolean } {
  const values = ['']
  let [isInside, isQuoted] = [false, false]
  for (const letter of text) {
    if (isQuote(letter)) {
      isInside = !isInside
      isQuoted = true
    } else if (letter === ',' && !isInside) values.push('')
    else values.push(`${values.pop() ?? ''}${letter}`)
  }
  return { values, isQuoted }
}

const isSpace = (letter: string | undefined): boolean => /\s/u.test(letter ?? '')
const isQuote = (letter: string | undefined): boolean => /["“”„]/u.test(letter ?? '')
