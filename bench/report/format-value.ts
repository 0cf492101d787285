import type { Unit } from './section'

const KIB = 1024

/** A value with its unit, three digits long where that is enough. */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value)
    case 's':
      return `${digits(value)} s`
    case 'ms':
      return `${digits(value)} ms`
    case 'files/s':
      return `${digits(value)}/s`
    case 'count':
    case 'times':
      return digits(value)
  }
}

/** Three digits and no more, as in 0.123, 1.23, 12.3, 123 and 1,234. */
export function digits(value: number): string {
  const decimals = value === 0 ? 0 : 2 - Math.floor(Math.log10(Math.abs(value)))
  const kept = Math.min(Math.max(decimals, 0), 3)
  return value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: kept })
}

function formatBytes(bytes: number): string {
  if (Math.abs(bytes) < KIB) return `${Math.round(bytes)} B`
  if (Math.abs(bytes) < KIB ** 2) return `${digits(bytes / KIB)} KiB`
  if (Math.abs(bytes) < KIB ** 3) return `${digits(bytes / KIB ** 2)} MiB`
  return `${digits(bytes / KIB ** 3)} GiB`
}
