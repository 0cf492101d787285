const PREFIXES = ['', 'k', 'm', 'g', 't', 'p']

const AMOUNT = /^(?<number>\d+(?:[.,]\d+)?)\s*(?<prefix>[kmgtp]?)(?<binary>i?)(?<unit>[bo]?)$/iu

/**
 * Parses an amount of bytes: `500k`, `1.5 GB`, in French `1,5 Go`. `base` is the step from one
 * prefix to the next; a prefix with an `i`, as in `GiB`, always steps by 1024. Returns whole bytes,
 * or null if the text is no such amount.
 */
export function parseBytes(text: string, { base }: { readonly base: 1000 | 1024 }): number | null {
  const { number, prefix = '', binary } = AMOUNT.exec(text.trim())?.groups ?? {}
  if (number === undefined || (binary !== '' && prefix === '')) return null
  const step = binary === '' ? base : 1024
  const factor = step ** PREFIXES.indexOf(prefix.toLowerCase())
  const bytes = Math.round(Number(number.replace(',', '.')) * factor)
  return Number.isSafeInteger(bytes) ? bytes : null
}
