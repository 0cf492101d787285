import type { Spread } from '../readings'
import type { Workload } from './workloads'

export interface Row {
  readonly title: string
  readonly unit: Workload['unit']
  /** One a contender, in the order of the columns; with the first the others are compared. */
  readonly spreads: readonly Spread[]
}

/** The table as Markdown, which a terminal shows as well. */
export function table(contenders: readonly string[], rows: readonly Row[]): string {
  const cells = [['', ...contenders], ...rows.map(rowCells)]
  const widths = contenders.map((_, index) => widest(cells, index + 1))
  const [head = '', ...body] = cells.map((row) => line(row, [widest(cells, 0), ...widths]))
  const rule = `|${[widest(cells, 0), ...widths].map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [head, rule, ...body].join('\n')
}

function rowCells({ title, unit, spreads }: Row): string[] {
  const reference = spreads[0]?.median
  return [
    title,
    ...spreads.map(({ median, least, most }, index) => {
      const reading = `${rounded(median)} ${unit} (${rounded(least)}–${rounded(most)})`
      if (index === 0 || reference === undefined) return reading
      return `${reading}, ${ratio(median / reference)}x`
    }),
  ]
}

function rounded(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')
}

function ratio(value: number): string {
  return value < 10 ? value.toPrecision(2) : Math.round(value).toLocaleString('en')
}

function widest(cells: readonly (readonly string[])[], column: number): number {
  return Math.max(...cells.map((row) => row[column]?.length ?? 0))
}

function line(row: readonly string[], widths: readonly number[]): string {
  return `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`
}
