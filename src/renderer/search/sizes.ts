import type { Span } from '../../shared/list-query'
import { parseBytes } from '../../shared/parse-bytes'

/** Sizes are decimal, as they are shown everywhere: `1.5GB`; `1.5GiB` is binary. */
function parseSize(text: string): number | null {
  return parseBytes(text, { base: 1000 })
}

/**
 * `>1GB`, `>=1GB`, `<10MB`, `1MB..2GB`, `1MB..`; `700MB` alone means about that much, as sizes are
 * shown rounded. null for what is none of these.
 */
export function parseSizes(text: string): Span | null {
  const range = /^(.*?)\.\.(.*)$/u.exec(text)
  if (range !== null) return fromTo(range[1] ?? '', range[2] ?? '')
  const [, sign = '', number = ''] = /^([<>]=?|=|)(.*)$/u.exec(text) ?? []
  const bytes = parseSize(number)
  if (bytes === null) return null
  switch (sign) {
    case '>':
      return { atLeast: bytes + 1 }
    case '>=':
      return { atLeast: bytes }
    case '<':
      return { below: bytes }
    case '<=':
      return { below: bytes + 1 }
    case '=':
      return { atLeast: bytes, below: bytes + 1 }
    default:
      return { atLeast: Math.ceil(bytes * 0.95), below: Math.floor(bytes * 1.05) + 1 }
  }
}

function fromTo(from: string, to: string): Span | null {
  const [least, most] = [parseSize(from), parseSize(to)]
  if (least === null && most === null) return null
  if ((least === null && from !== '') || (most === null && to !== '')) return null
  return {
    ...(least === null ? {} : { atLeast: least }),
    ...(most === null ? {} : { below: most + 1 }),
  }
}

/** Whether it can only be meant as a size: with a sign or a range, and a unit. */
export function looksLikeSizes(text: string): boolean {
  return /^([<>]=?\s*[\d.,]+\s*[kmgtp]i?[bo]?|[\d.,]+[kmgtp]i?[bo]?\.\.[\d.,]+[kmgtp]i?[bo]?)$/iu.test(
    text,
  )
}
