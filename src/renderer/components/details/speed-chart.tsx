import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { formatBytes, formatDuration, formatSpeed } from '../../lib/format/numbers'
import { type ColourOf, useColours } from '../../lib/hooks/use-colours'
import { t } from '../../lib/i18n/i18n'
import type { ChartData, ChartSpan } from './speed-chart-data'

/** Below this a chart of nothing would be a chart of noise, in bytes per second. */
const LEAST_TOP = 10_000

interface SpeedChartProps {
  data: ChartData
  span: ChartSpan
  limitBytesPerSec: number | null
  label: string
}

/** The speeds as a line, with the limit as a second one. */
export function SpeedChart({ data, span, limitBytesPerSec, label }: SpeedChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const latest = useRef(data)
  const colours = useColours()

  useEffect(() => {
    const { current } = frame
    if (current === null) return
    const made = new uPlot(
      chartOptions(current, colours, span, limitBytesPerSec),
      seriesOf(latest.current, limitBytesPerSec),
      current,
    )
    chart.current = made
    const observer = new ResizeObserver(() => made.setSize(sizeOf(current)))
    observer.observe(current)
    return () => {
      observer.disconnect()
      made.destroy()
      chart.current = null
    }
  }, [colours, span, limitBytesPerSec])

  useEffect(() => {
    latest.current = data
    chart.current?.setData(seriesOf(data, limitBytesPerSec))
  }, [data, limitBytesPerSec])

  return (
    <div className="relative min-h-0 flex-1">
      <div ref={frame} role="img" aria-label={label} dir="ltr" className="absolute inset-0" />
    </div>
  )
}

function seriesOf({ seconds, speeds }: ChartData, limit: number | null): uPlot.AlignedData {
  return [[...seconds], [...speeds], seconds.map(() => limit)]
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } {
  return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) }
}

function chartOptions(
  frame: HTMLElement,
  colours: ColourOf,
  span: ChartSpan,
  limitBytesPerSec: number | null,
): uPlot.Options {
  const axis = {
    stroke: colours('--muted'),
    font: `11px ${getComputedStyle(frame).fontFamily}`,
    grid: { stroke: colours('--line'), width: 1 },
    ticks: { show: false },
  } as const
  return {
    ...sizeOf(frame),
    padding: [10, 12, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: false },
      y: { range: (_chart, _min, max) => [0, topOf(max, limitBytesPerSec)] },
    },
    axes: [
      {
        ...axis,
        size: 26,
        space: 90,
        values: (_chart, marks) => marks.map((at) => when(at, span)),
      },
      { ...axis, size: 82, space: 34, values: (_chart, marks) => marks.map(shortSpeed) },
    ],
    series: [
      {},
      {
        stroke: colours('--accent'),
        fill: colours('--accent-soft'),
        width: 1.5,
        points: { show: false },
      },
      {
        show: limitBytesPerSec !== null,
        stroke: colours('--warn'),
        dash: [5, 4],
        width: 1,
        points: { show: false },
      },
    ],
    plugins: [tooltip()],
  }
}

function topOf(max: number | null, limit: number | null): number {
  return Math.max(
    LEAST_TOP,
    (max ?? 0) * 1.15,
    limit !== null && limit < (max ?? 0) * 3 ? limit * 1.1 : 0,
  )
}

function when(seconds: number, span: ChartSpan): string {
  if (seconds === 0)
    return span === 'minute' ? t('details.chart.rightNow') : formatBytes(0).replace(/\D+$/u, '')
  return formatDuration(Math.abs(seconds) * 1_000)
}

function shortSpeed(bytesPerSec: number): string {
  return bytesPerSec === 0 ? '' : formatSpeed(bytesPerSec)
}

/** What stands under the pointer, in words. */
function tooltip(): uPlot.Plugin {
  const box = document.createElement('div')
  box.className =
    'pointer-events-none absolute top-1 rounded-md bg-ink px-2 py-0.5 text-xs text-canvas shadow-lg'
  return {
    hooks: {
      init: (chart) => {
        box.hidden = true
        chart.over.append(box)
      },
      setCursor: (chart) => {
        const { idx, left } = chart.cursor
        const speed = idx == null ? null : chart.data[1]?.[idx]
        box.hidden = speed == null || left == null || left < 0
        if (box.hidden) return
        box.textContent = formatSpeed(speed ?? 0)
        const isLate = (left ?? 0) > chart.over.clientWidth - 90
        box.style.transform = `translateX(${(left ?? 0) + (isLate ? -box.offsetWidth - 8 : 8)}px)`
      },
    },
  }
}
