import { spreadIn } from './compare'
import type { Results } from './results'
import type { Metric, Row, Section } from './section'

/** A panel of the chart: a metric of a table, with the word that follows the numbers. */
interface Panel {
  readonly workload: string
  /** Which of the workload's tables. */
  readonly table: number
  readonly metric: string
  readonly title: string
  /** From what was measured to what is drawn, where longer is better. */
  drawn(value: number, title: string): number
  readonly unit: string
}

const PANELS: readonly Panel[] = [
  {
    ...{ workload: 'big', table: 0, metric: 'time', title: 'One big file' },
    ...{ drawn: speedOf, unit: 'MiB/s' },
  },
  {
    ...{ workload: 'big', table: 1, metric: 'time', title: 'One big file over TLS' },
    ...{ drawn: speedOf, unit: 'MiB/s' },
  },
  {
    ...{ workload: 'lines', table: 0, metric: 'one in eight slow' },
    ...{ title: 'One connection in eight slow', drawn: shareOfIdeal, unit: '% of the ideal' },
  },
  {
    ...{ workload: 'small', table: 0, metric: 'near', title: 'Many small files' },
    ...{ drawn: (value: number) => value, unit: 'files/s' },
  },
]

const WIDTH = 760
const LABELS = 190
const BARS = 400
const BAR = 14
const LINE = 22
const HEAD = 38

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2933 }
  .title { font-weight: 600 }
  .bar { fill: #9aa8b5 }
  .rill { fill: #0f8b8d }
  .spread { stroke: #1f2933; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e9ee }
    .bar { fill: #64727f }
    .rill { fill: #35c2bd }
    .spread { stroke: #e4e9ee }
  }`

/**
 * The chart of the README, as SVG: a panel for each measurement that is there, a bar for each
 * contender, longer is better, with a line from the least to the most. null if there is none.
 */
export function speedChart(results: Results): string | null {
  const parts: string[] = []
  let top = 0
  for (const panel of PANELS) {
    const section = results[panel.workload]?.sections[panel.table]
    const metric = section?.metrics.find(({ name }) => name === panel.metric)
    if (section === undefined || metric === undefined) continue
    const bars = barsOf(panel, section, metric)
    parts.push(panelOf(`${panel.title}, ${panel.unit}`, bars, top))
    top += HEAD + bars.length * LINE
  }
  if (parts.length === 0) return null
  const size = `width="${WIDTH}" height="${top + BAR}" viewBox="0 0 ${WIDTH} ${top + BAR}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    '<title>Speed of Rill and others; longer is better</title>',
    `<style>${STYLE}\n</style>`,
    ...parts,
    '</svg>\n',
  ].join('\n')
}

interface Bar {
  readonly name: string
  readonly isRill: boolean
  readonly median: number
  readonly least: number
  readonly most: number
}

function barsOf({ drawn }: Panel, section: Section, metric: Metric): Bar[] {
  return section.rows
    .flatMap((row) => barOf(row, metric, (value) => drawn(value, section.title)))
    .toSorted((a, b) => b.median - a.median)
}

function barOf(row: Row, metric: Metric, drawn: (value: number) => number): Bar[] {
  const spread = spreadIn(row, metric)
  if (spread === null) return []
  const [median, one, other] = [spread.median, spread.least, spread.most].map(drawn)
  if (median === undefined || one === undefined || other === undefined) return []
  const isRill = row.contender.toLowerCase().startsWith('rill')
  const [least, most] = [Math.min(one, other), Math.max(one, other)]
  return [{ name: row.contender, isRill, median, least, most }]
}

function panelOf(title: string, bars: readonly Bar[], top: number): string {
  const longest = Math.max(...bars.map(({ most }) => most))
  const at = (value: number): string => (LABELS + (value / longest) * BARS).toFixed(1)
  const lines = bars.map(({ name, isRill, median, least, most }, index) => {
    const y = top + HEAD + index * LINE
    const middle = y + BAR / 2
    const width = (Number(at(median)) - LABELS).toFixed(1)
    return [
      `<text x="${LABELS - 10}" y="${y + BAR - 2}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="bar${isRill ? ' rill' : ''}" x="${LABELS}" y="${y}" width="${width}" height="${BAR}" rx="2"/>`,
      `<line class="spread" x1="${at(least)}" x2="${at(most)}" y1="${middle}" y2="${middle}"/>`,
      `<text x="${Number(at(most)) + 10}" y="${y + BAR - 2}">${Math.round(median).toLocaleString('en')}</text>`,
    ].join('\n')
  })
  return [
    `<text class="title" x="0" y="${top + HEAD - 12}">${escaped(title)}</text>`,
    ...lines,
  ].join('\n')
}

/** The file's size stands in the title of its table. */
function speedOf(seconds: number, title: string): number {
  const [, size = '0', unit] = /(\d+) (MiB|GiB)/u.exec(title) ?? []
  return (Number(size) * (unit === 'GiB' ? 1024 : 1)) / seconds
}

function shareOfIdeal(times: number): number {
  return 100 / times
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
