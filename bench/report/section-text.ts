import { ratioTo, spreadIn } from './compare'
import { digits, formatValue } from './format-value'
import type { Metric, Row, Section } from './section'

/** A section as Markdown, which a terminal shows as well. */
export function sectionText({ title, about, metrics, rows }: Section): string {
  const head = ['', ...metrics.map(({ name }) => name)]
  const cells = [head, ...rows.map((row) => rowCells(row, rows[0], metrics))]
  const widths = head.map((_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  )
  const [first = '', ...rest] = cells.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  const failures = rows
    .filter(({ failure }) => failure !== null)
    .map(({ contender, failure }) => `- ${contender}: ${failure}`)
  const parts = [`### ${title}`, about, [first, rule, ...rest].join('\n'), failures.join('\n')]
  return parts.filter((part) => part !== '').join('\n\n')
}

function rowCells(row: Row, reference: Row | undefined, metrics: readonly Metric[]): string[] {
  return [row.contender, ...metrics.map((metric) => cell(row, reference, metric))]
}

function cell(row: Row, reference: Row | undefined, metric: Metric): string {
  const spread = spreadIn(row, metric)
  if (spread === null) return '–'
  const { median, least, most } = spread
  const value = `${formatValue(median, metric.unit)} (${digitsOf(least, most, metric)})`
  const ratio =
    reference === undefined || reference === row ? null : ratioTo(reference, row, metric)
  if (ratio === null) return value
  return `${value}, **${digits(ratio.median)}x** (${digits(ratio.least)}–${digits(ratio.most)})`
}

/** Least and most, the unit once where it is the same. */
function digitsOf(least: number, most: number, { unit }: Metric): string {
  const [from, to] = [formatValue(least, unit), formatValue(most, unit)]
  const [number = '', word] = from.split(' ')
  return word !== undefined && to.endsWith(` ${word}`) ? `${number}–${to}` : `${from}–${to}`
}
