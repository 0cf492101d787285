import type { Span } from '../../shared/list-query'

const SIZE = /^(\d+(?:[.,]\d+)?)\s*([kmgtp]?)(i?)([bo]?)$/iu
const PREFIXES = ['', 'k', 'm', 'g', 't', 'p']

/** `1.5GB`, in French `1,5Go`, is decimal, as sizes are shown everywhere; `1.5GiB` is binary. null for what is no size. */
export function parseSize(text: string): number | null {
  const match = SIZE.exec(text.trim())
  if (match === null) return null
  const [, number = '', prefix = '', binary = ''] = match
  if (binary !== '' && prefix === '') return null
  const factor = (binary === '' ? 1000 : 1024) ** PREFIXES.indexOf(prefix.toLowerCase())
  const bytes = Math.round(Number(number.replace(',', '.')) * factor)
  return Number.isSafeInteger(bytes) ? bytes : null
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
