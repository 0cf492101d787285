import { type Checksum, parseChecksum, parseChecksumLine } from '../checksum'
import { findLinks, isLink } from '../links'
import { nameFromUrl } from '../name-from-url'
import { expandPattern } from './expand-pattern'
import { type LinkOptions, NO_LINK_OPTIONS } from './link-options'
import { type LogicalLine, logicalLines } from './logical-lines'
import { type CurlRefusal, type CurlWarning, readCurl } from './read-curl'

/** More are not added at once. */
export const MOST_LINKS = 100_000

/** A link in a text, with what stood there about it. */
export interface FoundLink {
  readonly url: string
  readonly wishedName: string | null
  readonly checksums: readonly Checksum[]
  readonly options: LinkOptions
}

/** A pattern and what it stands for. */
export interface FoundPattern {
  readonly text: string
  readonly first: string
  readonly last: string
  readonly count: number
}

/** What a person should know of a line: it was left out, or something in it was. */
export interface Remark {
  /** Counted from 1. */
  readonly line: number
  readonly text: string
  readonly reason: 'no-link' | 'too-many' | 'lonely-checksum' | CurlRefusal | CurlWarning
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
export function recognise(text: string, { literal = false }: RecogniseOptions = {}): Recognised {
  const reader = new Reader(literal)
  for (const line of logicalLines(text)) reader.read(line)
  return reader.result()
}

interface Draft extends FoundLink {
  readonly checksums: Checksum[]
}

class Reader {
  readonly #literal: boolean
  readonly #links = new Map<string, Draft>()
  readonly #patterns: FoundPattern[] = []
  readonly #remarks: Remark[] = []
  readonly #sums: {
    readonly sum: NonNullable<ReturnType<typeof parseChecksumLine>>
    readonly line: LogicalLine
  }[] = []
  /** The links of the last line that had any: a checksum below belongs to it. */
  #latest: string[] = []

  constructor(literal: boolean) {
    this.#literal = literal
  }

  read(line: LogicalLine): void {
    const text = line.text.trim()
    if (line.isCurl) this.#readCurl(line)
    else if (/https?:\/\//iu.test(text)) this.#readLinks(line, text)
    else if (!this.#readChecksum(line, text)) this.#remark(line, 'no-link')
  }

  result(): Recognised {
    for (const { sum, line } of this.#sums) this.#giveSum(sum, line)
    return {
      links: [...this.#links.values()].slice(0, MOST_LINKS),
      patterns: this.#patterns,
      remarks: this.#remarks.sort((one, other) => one.line - other.line),
    }
  }

  #readLinks(line: LogicalLine, text: string): void {
    const { link, name } =
      /^(?<link>https?:\/\/\S+)(?:(?<gap>\s+)(?<name>\S.*))?$/iu.exec(text)?.groups ?? {}
    const isPair = link !== undefined && name !== undefined && isNameBeside(name)
    if (link !== undefined && (name === undefined || isPair)) {
      const wishedName = isPair ? name : null
      if (this.#addPattern(line, link, wishedName, NO_LINK_OPTIONS, this.#literal)) return
    }
    const found = findLinks(text)
    if (found.length === 0) this.#remark(line, 'no-link')
    else {
      this.#latest = []
      for (const url of found) {
        const isWhole = this.#addPattern(line, url, null, NO_LINK_OPTIONS, this.#literal, true)
        if (!isWhole) this.#add(url, null, NO_LINK_OPTIONS)
      }
    }
  }

  #readCurl(line: LogicalLine): void {
    const { links, options, isLiteral, refusal, warnings } = readCurl(line.lines)
    if (refusal !== null) {
      this.#remark(line, refusal)
      return
    }
    this.#latest = []
    for (const { url, wishedName } of links) {
      if (!this.#addPattern(line, url, wishedName, options, isLiteral || this.#literal, true)) {
        this.#remark(line, 'curl-no-link')
      }
    }
    for (const warning of warnings) this.#remark(line, warning)
  }

  /** False if it is no link, not even as a pattern. */
  #addPattern(
    line: LogicalLine,
    text: string,
    wishedName: string | null,
    options: LinkOptions,
    literal: boolean,
    joins = false,
  ): boolean {
    const expansion = literal ? ({ kind: 'plain' } as const) : expandPattern(text)
    if (expansion.kind === 'too-many') {
      this.#remark(line, 'too-many')
      return true
    }
    const urls = expansion.kind === 'links' ? expansion.links : [text]
    const [first = text] = urls
    if (!isLink(first) || !isLink(urls.at(-1) ?? first)) return false
    if (!joins) this.#latest = []
    if (urls.length > 1) {
      this.#patterns.push({ text, first, last: urls.at(-1) ?? first, count: urls.length })
    }
    // All of a pattern under one name would be one file.
    for (const url of urls) this.#add(url, urls.length === 1 ? wishedName : null, options)
    return true
  }

  #add(url: string, wishedName: string | null, options: LinkOptions): void {
    this.#latest.push(url)
    if (!this.#links.has(url)) this.#links.set(url, { url, wishedName, options, checksums: [] })
  }

  #readChecksum(line: LogicalLine, text: string): boolean {
    const sum = parseChecksumLine(text)
    if (sum !== null) {
      this.#sums.push({ sum, line })
      return true
    }
    const checksum = parseChecksum(text)
    if (checksum === null) return text === ''
    const [url, ...others] = this.#latest
    const above = url === undefined || others.length > 0 ? undefined : this.#links.get(url)
    if (above === undefined) this.#remark(line, 'lonely-checksum')
    else giveChecksum(above, checksum)
    return true
  }

  #giveSum({ checksum, file }: { checksum: Checksum; file: string }, line: LogicalLine): void {
    const name = file.split(/[\\/]/u).at(-1) ?? file
    const owners = [...this.#links.values()].filter((link) => nameOf(link) === name)
    for (const owner of owners) giveChecksum(owner, checksum)
    if (owners.length === 0) this.#remark(line, 'lonely-checksum')
  }

  #remark({ number, text }: LogicalLine, reason: Remark['reason']): void {
    this.#remarks.push({ line: number, text: text.trim(), reason })
  }
}

/** What stands beside a link is its name if it looks like one: prose has no ending. */
function isNameBeside(text: string): boolean {
  return /^[^\\/:*?"<>|]{0,200}\.[a-z0-9]{1,8}$/iu.test(text) && !/https?:/iu.test(text)
}

function nameOf({ wishedName, url }: FoundLink): string {
  return wishedName ?? nameFromUrl(url)
}

function giveChecksum({ checksums }: Draft, checksum: Checksum): void {
  const isThere = checksums.some(({ hex }) => hex === checksum.hex)
  if (!isThere) checksums.push(checksum)
}
