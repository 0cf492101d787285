import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { type Checksum, parseChecksum } from '../../../shared/checksum'
import { isLink } from '../../../shared/links'
import type { Metalink, MetalinkFile } from '../../../shared/metalink'

/** Real ones are far shorter, and reading one holds the loop: a tenth of a second a million. */
export const MOST_METALINK_CHARACTERS = 4 * 1024 * 1024

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  cdataPropName: '#cdata',
  removeNSPrefix: true,
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Entities of the document's own can grow without end: only XML's five are decoded, below.
  processEntities: false,
  alwaysCreateTextNode: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  maxNestedTags: 20,
})

const leaf = z.object({
  '#text': z.string().optional(),
  '#cdata': z.array(z.object({ '#text': z.string() })).optional(),
  '@priority': z.string().optional(),
  '@preference': z.string().optional(),
  '@type': z.string().optional(),
})
const leaves = z.array(leaf).default([])

const file = z.object({
  '@name': z.string().optional(),
  size: leaves,
  url: leaves,
  hash: leaves,
  // Version 3 has these a level deeper.
  resources: z.array(z.object({ url: leaves })).default([]),
  verification: z.array(z.object({ hash: leaves })).default([]),
})
const files = z.array(file).default([])

const documentSchema = z.object({
  metalink: z.tuple([
    z.object({ file: files, files: z.array(z.object({ file: files })).default([]) }),
  ]),
})

/** The priority of a link that has none (RFC 5854 §4.2.16.1). */
const LAST = 999_999

type Leaf = z.infer<typeof leaf>

/**
 * Reads a Metalink document: version 4 (RFC 5854), or what version 3 says in its own way. Files
 * without a link that Rill can download are left out. null if it is no such document, or not one to
 * be trusted: too long, cut off, or with a document type, which no Metalink needs.
 */
export function parseMetalink(xml: string): Metalink | null {
  if (xml.length > MOST_METALINK_CHARACTERS || /<!(?:DOCTYPE|ENTITY)/iu.test(xml)) return null
  // The parser itself forgives an end that is missing.
  if (!/<\/(?:[\w.-]+:)?metalink\s*>\s*(?:<!--[^<]*-->\s*)*$/u.test(xml)) return null
  const document = documentSchema.safeParse(parseXml(xml))
  if (!document.success) return null
  const [root] = document.data.metalink
  const all = [...root.file, ...root.files.flatMap((list) => list.file)]
  return { files: all.flatMap((raw) => readFile(raw) ?? []) }
}

function parseXml(xml: string): unknown {
  try {
    return parser.parse(xml)
  } catch {
    return null
  }
}

function readFile(raw: z.infer<typeof file>): MetalinkFile | null {
  const [best, ...mirrors] = readUrls([...raw.url, ...raw.resources.flatMap(({ url }) => url)])
  if (best === undefined) return null
  const [size] = raw.size
  const lengthBytes = size === undefined ? null : readNumber(textOf(size))
  const hashes = [...raw.hash, ...raw.verification.flatMap(({ hash }) => hash)]
  return {
    name: baseName(decodeEntities(raw['@name'] ?? '')),
    lengthBytes,
    checksums: hashes.flatMap((hash) => readChecksum(hash['@type'], hash) ?? []),
    urls: [best, ...mirrors],
  }
}

/** `priority` counts from 1, the best (RFC 5854 §4.2.16.1); `preference` of version 3 from 100. */
function rankOf({ '@priority': priority, '@preference': preference }: Leaf): number {
  if (priority !== undefined) return readNumber(priority) ?? LAST
  return preference === undefined ? LAST : 100 - (readNumber(preference) ?? 0)
}

function readUrls(urls: readonly Leaf[]): string[] {
  const sorted = urls
    // Version 3 lists torrents among them.
    .filter(({ '@type': type = 'http' }) => /^https?$/u.test(type))
    .map((url) => ({ url: textOf(url), rank: rankOf(url) }))
    .filter(({ url }) => isLink(url))
    .sort((a, b) => a.rank - b.rank)
  return [...new Set(sorted.map(({ url }) => url))]
}

function readChecksum(type: string | undefined, hash: Leaf): Checksum | null {
  return type === undefined ? null : parseChecksum(`${type}=${textOf(hash)}`)
}

function textOf({ '#text': plain = '', '#cdata': cdata = [] }: Leaf): string {
  return [decodeEntities(plain), ...cdata.map((part) => part['#text'])].join('').trim()
}

function readNumber(digits: string): number | null {
  const value = /^\d+$/u.test(digits.trim()) ? Number(digits) : Number.NaN
  return Number.isSafeInteger(value) ? value : null
}

/** The name may have folders (RFC 5854 §4.1.2.1); Rill puts all files into one. */
function baseName(name: string): string | null {
  const base = name.split(/[/\\]/u).at(-1)?.trim() ?? ''
  return /^\.*$/u.test(base) ? null : base
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The entities that every XML document has, and characters by number (XML 1.0 §4.1, §4.6). */
function decodeEntities(raw: string): string {
  return raw.replaceAll(
    /&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|(?<name>amp|lt|gt|quot|apos));/giu,
    (entity: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? entity
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
    },
  )
}
