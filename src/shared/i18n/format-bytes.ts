const STEP = 1000
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const
const GIGA = 3

/** Makes a formatter once, for making one costs a hundred times what using it does. */
const formats = new Map<string, Intl.NumberFormat>()

/**
 * `1.46 GB`, `318.4 MB`, `12 B` in this language, or so much a second: sizes are decimal (1 MB =
 * 1,000,000 bytes), as disks and lines are sold, and have always as many decimals, so that a running
 * number does not jump.
 */
export function formatBytes(bytes: number, language: string, perSecond = false): string {
  const power = Math.min(
    UNITS.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)),
  )
  const decimals = power === 0 ? 0 : power < GIGA ? 1 : 2
  const value = truncated(bytes / STEP ** power, decimals)
  const text = formatOf(language, power, decimals, perSecond).format(value)
  // English and some others spell this one unit out, where the line has room for a letter.
  return power === 0 ? text.replace(/\bbytes?\b/u, 'B') : text
}

/** 999.96 MB is no 1000.0 MB. */
function truncated(value: number, decimals: number): number {
  const rounded = Number(value.toFixed(decimals))
  return rounded < STEP ? rounded : Math.floor(value * 10 ** decimals) / 10 ** decimals
}

function formatOf(
  language: string,
  power: number,
  decimals: number,
  perSecond: boolean,
): Intl.NumberFormat {
  const unit = `${UNITS[power] ?? 'byte'}${perSecond ? '-per-second' : ''}`
  const key = `${language} ${unit} ${decimals}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    // Arabic writes only some of them short.
    unitDisplay: language === 'ar' ? 'narrow' : 'short',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  formats.set(key, made)
  return made
}
