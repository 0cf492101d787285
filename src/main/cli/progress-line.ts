import { fitText } from './fit-text'
import { formatBytes, formatDuration } from './format-amounts'
import { printable } from './printable'

/** What a line of progress tells. */
export interface Progress {
  readonly label: string
  readonly doneBytes: number
  /** null while unknown. */
  readonly lengthBytes: number | null
  readonly speedBytesPerSec: number
  readonly etaMs: number | null
  /** Why it does not go on, in place of the numbers. */
  readonly trouble: string | null
}

const BETWEEN = '  '
const PERCENT_CELLS = 5
const SIZE_CELLS = 8
const SPEED_CELLS = 10
const LEFT_CELLS = 4
/** A narrower terminal gets no bar and no size. */
const WIDE_FROM = 64
const VERY_WIDE_FROM = 100
/** A narrower one gets no more than the percentage. */
const NARROW_BELOW = 34

/**
 * A line of exactly `cells`: the name takes what the numbers leave, which stand in columns below one
 * another.
 */
export function progressLine(progress: Progress, cells: number): string {
  const numbers = progress.trouble === null ? numbersOf(progress, cells) : trouble(progress, cells)
  const nameCells = cells - numbers.length - BETWEEN.length
  if (nameCells < 4) return fitText(printable(progress.label), cells)
  return fitText(printable(progress.label), nameCells) + BETWEEN + numbers
}

function numbersOf(progress: Progress, cells: number): string {
  const { doneBytes, lengthBytes, speedBytesPerSec, etaMs } = progress
  const percent = percentOf(progress)
  const columns = [(percent === null ? '' : `${percent} %`).padStart(PERCENT_CELLS)]
  if (cells >= WIDE_FROM) {
    columns.unshift(bar(percent, cells >= VERY_WIDE_FROM ? 24 : 12))
    columns.push(formatBytes(lengthBytes ?? doneBytes).padStart(SIZE_CELLS))
  }
  if (cells >= NARROW_BELOW) {
    columns.push(`${formatBytes(speedBytesPerSec)}/s`.padStart(SPEED_CELLS))
    columns.push((etaMs === null ? '' : formatDuration(etaMs)).padStart(LEFT_CELLS))
  }
  return columns.join(BETWEEN)
}

/** At most half of the line; the end of a sentence may be missing, its beginning not. */
function trouble({ trouble: text }: Progress, cells: number): string {
  const words = printable(text ?? '')
  const most = Math.floor(cells / 2)
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`
}

/** Rounded down: 100 % is whole. */
function percentOf({ doneBytes, lengthBytes }: Progress): number | null {
  if (lengthBytes === null) return null
  return lengthBytes === 0 ? 100 : Math.floor((doneBytes / lengthBytes) * 100)
}

function bar(percent: number | null, width: number): string {
  if (percent === null) return ' '.repeat(width + 2)
  const filled = Math.floor((percent / 100) * width)
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`
}
