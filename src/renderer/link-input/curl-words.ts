import { parse } from 'shell-quote'

/** A command line of curl as its words, without `curl` itself. */
export interface CurlWords {
  readonly words: readonly string[]
  /** The file that its output was sent to by `>`, if any. */
  readonly redirectedTo: string | null
}

/** A line that begins a command of curl, as shells and their prompts show it. */
const BEGINS = /^\s*(?:[$%>#]\s+)?(?:sudo\s+)?(?:\S*[\\/])?curl(?:\.exe)?\s+\S/iu

export function isCurlLine(line: string): boolean {
  return BEGINS.test(line)
}

/** Whether the command goes on in the next line: with `\` in a shell, `^` in cmd, a backtick in PowerShell. */
export function goesOn(line: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\$|\^$|\s`$/u.test(line)
}

/** Reads the lines of one command by the rules of the shell that it was written for. */
export function curlWords(lines: readonly string[]): CurlWords {
  const joined = lines.map((line) => (goesOn(line) ? line.slice(0, -1) : line)).join(' ')
  const isForCmd = /\^["%&]/u.test(joined) || lines.some((line) => line.endsWith('^'))
  return cutAtOperator(parseWords(isForCmd ? fromCmd(joined) : joined))
}

type Words = ReturnType<typeof parse>

/** A variable means nothing here: what looks like one stays as it stands. */
function parseWords(line: string): Words {
  try {
    return parse(line, (name) => `$${name}`)
  } catch {
    // `${}`, which no shell would take either.
    return []
  }
}

/** "Copy as cURL (cmd)": a caret takes the next character as it is, and there are no variables. */
function fromCmd(line: string): string {
  return line.replaceAll(/\^(.)/gu, '$1').replaceAll('$', String.raw`\$`)
}

function cutAtOperator(entries: Words): CurlWords {
  const words: string[] = []
  for (const [index, entry] of entries.entries()) {
    if (typeof entry === 'string') words.push(entry)
    else if ('pattern' in entry) words.push(entry.pattern)
    else if ('comment' in entry) break
    else if ('op' in entry) {
      const next = entries[index + 1]
      const isFile = entry.op === '>' || entry.op === '>>'
      const file = isFile && typeof next === 'string' ? next : null
      return { words: withoutName(words), redirectedTo: file }
    }
  }
  return { words: withoutName(words), redirectedTo: null }
}

function withoutName(words: readonly string[]): string[] {
  return words.slice(words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/iu.test(word)) + 1)
}
