import type { Checksum } from '../../shared/checksum'
import { nameFromUrl } from '../../shared/name-from-url'
import { type LogicalLine, logicalLines } from './logical-lines'
import {
  type FoundLink,
  type FoundPattern,
  type LineFindings,
  type RemarkReason,
  readLine,
} from './read-line'

/** More are not added at once. */
const MOST_LINKS = 100_000

/** What a person should know of a line: it was left out, or something in it was. */
export interface Remark {
  /** Counted from 1. */
  readonly line: number
  readonly text: string
  readonly reason: RemarkReason
}

export interface Recognised {
  /** In order, each once. */
  readonly links: readonly FoundLink[]
  readonly patterns: readonly FoundPattern[]
  readonly remarks: readonly Remark[]
}

export interface RecogniseOptions {
  /** `[1-9]` and `{a,b}` mean themselves. */
  readonly literal?: boolean
}

/**
 * All that Rill can download of a text that a person typed or pasted: links anywhere in it, one a
 * line with the name that the file should have, patterns, commands of curl, and lines of checksums,
 * which go to the links that they are of.
 */
export function recognise(text: string, options: RecogniseOptions = {}): Recognised {
  return recogniser()(text, options)
}

/**
 * The same for a text that changes: lines that were there before are not read again, and their links
 * are the same objects.
 */
export function recogniser(): typeof recognise {
  let known = new Map<string, LineFindings>()
  return (text, { literal = false } = {}) => {
    const gathering = new Gathering()
    const seen = new Map<string, LineFindings>()
    for (const line of logicalLines(text)) {
      const key = `${literal ? 'literal' : ''}\n${line.lines.join('\n')}`
      const findings = known.get(key) ?? readLine(line, literal)
      seen.set(key, findings)
      gathering.add(line, findings)
    }
    known = seen
    return gathering.result()
  }
}

interface Sum {
  readonly checksum: Checksum
  readonly file: string
  readonly line: LogicalLine
}

/** Joins what lines say into one whole. */
class Gathering {
  readonly #links = new Map<string, FoundLink>()
  readonly #patterns: FoundPattern[] = []
  readonly #remarks: Remark[] = []
  readonly #sums: Sum[] = []
  /** The links of the last line that had any: a checksum below belongs to it. */
  #latest: readonly FoundLink[] = []

  add(line: LogicalLine, { links, patterns, remarks, sum }: LineFindings): void {
    for (const link of links) if (!this.#links.has(link.url)) this.#links.set(link.url, link)
    if (links.length > 0) this.#latest = links
    this.#patterns.push(...patterns)
    for (const reason of remarks) this.#remark(line, reason)
    if (sum === null) return
    const { checksum, file } = sum
    if (file !== null) this.#sums.push({ checksum, file, line })
    else this.#giveToLatest(checksum, line)
  }

  result(): Recognised {
    this.#giveSums()
    return {
      links: [...this.#links.values()].slice(0, MOST_LINKS),
      patterns: this.#patterns,
      remarks: this.#remarks.sort((one, other) => one.line - other.line),
    }
  }

  #giveToLatest(checksum: Checksum, line: LogicalLine): void {
    const [link, ...others] = this.#latest
    if (link === undefined || others.length > 0) this.#remark(line, 'lonely-checksum')
    else this.#give(link.url, checksum)
  }

  /** At the end: they may stand above their links. */
  #giveSums(): void {
    if (this.#sums.length === 0) return
    const owners = new Map<string, string[]>()
    for (const { url, wishedName } of this.#links.values()) {
      const name = wishedName ?? nameFromUrl(url)
      owners.set(name, [...(owners.get(name) ?? []), url])
    }
    for (const { checksum, file, line } of this.#sums) {
      const urls = owners.get(file.split(/[\\/]/u).at(-1) ?? file) ?? []
      for (const url of urls) this.#give(url, checksum)
      if (urls.length === 0) this.#remark(line, 'lonely-checksum')
    }
  }

  #give(url: string, checksum: Checksum): void {
    const link = this.#links.get(url)
    if (link === undefined || link.checksums.some(({ hex }) => hex === checksum.hex)) return
    this.#links.set(url, { ...link, checksums: [...link.checksums, checksum] })
  }

  #remark({ number, text }: LogicalLine, reason: RemarkReason): void {
    this.#remarks.push({ line: number, text: text.trim(), reason })
  }
}
