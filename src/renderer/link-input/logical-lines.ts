import { goesOn, isCurlLine } from './curl-words'

/** A line of a text, or the lines of one command of curl. */
export interface LogicalLine {
  /** Of its first line, counted from 1. */
  readonly number: number
  /** The first line. */
  readonly text: string
  readonly lines: readonly string[]
  readonly isCurl: boolean
}

/** The lines of a text without the empty ones; a command of curl goes on as its shell has it. */
export function* logicalLines(text: string): Generator<LogicalLine> {
  const all = text.split(/\r?\n/u)
  for (let index = 0; index < all.length; index += 1) {
    const first = all[index] ?? ''
    if (first.trim() === '') continue
    const number = index + 1
    const lines = [first]
    const isCurl = isCurlLine(first)
    while (isCurl && goesOn((lines.at(-1) ?? '').trimEnd()) && index + 1 < all.length) {
      index += 1
      lines.push(all[index] ?? '')
    }
    yield { number, text: first, lines: lines.map((line) => line.trimEnd()), isCurl }
  }
}
