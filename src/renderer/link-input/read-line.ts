import { type Checksum, parseChecksum, parseChecksumLine } from '../../shared/checksum'
import { findLinks, isLink } from '../../shared/links'
import { expandPattern } from './expand-pattern'
import { type LinkOptions, NO_LINK_OPTIONS } from './link-options'
import type { LogicalLine } from './logical-lines'
import { type CurlRefusal, type CurlWarning, readCurl } from './read-curl'

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

/** Why a line was left out, or what in it was. */
export type RemarkReason = 'no-link' | 'too-many' | 'lonely-checksum' | CurlRefusal | CurlWarning

/** What a line says by itself. */
export interface LineFindings {
  readonly links: readonly FoundLink[]
  readonly patterns: readonly FoundPattern[]
  readonly remarks: readonly RemarkReason[]
  /** A checksum; `file` is what it is of, null for the link above. */
  readonly sum: { readonly checksum: Checksum; readonly file: string | null } | null
}

const NOTHING: LineFindings = { links: [], patterns: [], remarks: [], sum: null }

/** Reads one line, or one command of curl. With `literal`, `[1-9]` and `{a,b}` mean themselves. */
export function readLine(line: LogicalLine, literal: boolean): LineFindings {
  const text = line.text.trim()
  if (line.isCurl) return readCommand(line, literal)
  if (/https?:\/\//iu.test(text)) return readLinks(text, literal)
  const sum = parseChecksumLine(text)
  if (sum !== null) return { ...NOTHING, sum }
  const checksum = parseChecksum(text)
  return checksum === null ? only('no-link') : { ...NOTHING, sum: { checksum, file: null } }
}

function readLinks(text: string, literal: boolean): LineFindings {
  const { link, name } = /^(?<link>https?:\/\/\S+)(?:\s+(?<name>\S.*))?$/iu.exec(text)?.groups ?? {}
  if (link !== undefined && (name === undefined || isNameBeside(name))) {
    const whole = readLink({ url: link, wishedName: name ?? null }, NO_LINK_OPTIONS, literal)
    if (whole !== null) return whole
  }
  const found = findLinks(text).flatMap(
    (url) => readLink({ url, wishedName: null }, NO_LINK_OPTIONS, literal) ?? [],
  )
  return found.length === 0 ? only('no-link') : together(found)
}

function readCommand({ lines }: LogicalLine, literal: boolean): LineFindings {
  const { links, options, isLiteral, refusal, warnings } = readCurl(lines)
  if (refusal !== null) return only(refusal)
  const found = links.map(
    (link) => readLink(link, options, literal || isLiteral) ?? only('curl-no-link'),
  )
  return together([...found, { ...NOTHING, remarks: warnings }])
}

/** A link or a pattern of them; null if it is neither. */
function readLink(
  { url: text, wishedName }: Pick<FoundLink, 'url' | 'wishedName'>,
  options: LinkOptions,
  literal: boolean,
): LineFindings | null {
  const expansion = literal ? ({ kind: 'plain' } as const) : expandPattern(text)
  if (expansion.kind === 'too-many') return only('too-many')
  const urls = expansion.kind === 'links' ? expansion.links : [text]
  const [first = text, last = first] = [urls[0], urls.at(-1)]
  if (!isLink(first) || (last !== first && !isLink(last))) return null
  const isOne = urls.length === 1
  // All of a pattern under one name would be one file.
  const common = { wishedName: isOne ? wishedName : null, options, checksums: [] }
  return {
    ...NOTHING,
    links: urls.map((url) => ({ url, ...common })),
    patterns: isOne ? [] : [{ text, first, last, count: urls.length }],
  }
}

/** What stands beside a link is its name if it looks like one: prose has no ending. */
function isNameBeside(text: string): boolean {
  return /^[^\\/:*?"<>|]{0,200}\.[a-z0-9]{1,8}$/iu.test(text) && !/https?:/iu.test(text)
}

function only(remark: RemarkReason): LineFindings {
  return { ...NOTHING, remarks: [remark] }
}

function together(all: readonly LineFindings[]): LineFindings {
  return {
    links: all.flatMap(({ links }) => links),
    patterns: all.flatMap(({ patterns }) => patterns),
    remarks: [...new Set(all.flatMap(({ remarks }) => remarks))],
    sum: null,
  }
}
