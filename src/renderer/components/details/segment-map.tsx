import { useEffect, useRef } from 'react'
import type { DetailsSegment } from '../../../shared/details'
import { useColours } from '../../lib/hooks/use-colours'
import { useWidth } from '../../lib/hooks/use-width'
import { segmentCells } from './segment-cells'

const CELL_PX = 9
const GAP_PX = 2
const ROWS = 8
const HUES = 8
/** Shares of a cell do not add up exactly. */
const WHOLE = 0.999

/** The colour of the nth connection, as the style sheet has it. */
export function connectionColour(index: number): string {
  return `var(--connection-${(index % HUES) + 1})`
}

interface SegmentMapProps {
  segments: readonly DetailsSegment[]
  lengthBytes: number | null
  isDamaged: boolean
  label: string
}

/** The file as rows of small squares from its beginning to its end, read as a page is. */
export function SegmentMap({ segments, lengthBytes, isDamaged, label }: SegmentMapProps) {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const width = useWidth(frame)
  const colours = useColours()
  const columns = Math.max(1, Math.floor((width + GAP_PX) / (CELL_PX + GAP_PX)))
  const height = ROWS * (CELL_PX + GAP_PX) - GAP_PX

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || width === 0) return
    const scale = window.devicePixelRatio
    context.canvas.width = Math.round(width * scale)
    context.canvas.height = Math.round(height * scale)
    context.scale(scale, scale)
    const missing = colours(isDamaged ? '--bad' : '--track')
    const isMirrored = getComputedStyle(context.canvas).direction === 'rtl'
    for (const [index, { held, connection }] of segmentCells(
      segments,
      lengthBytes,
      columns * ROWS,
    ).entries()) {
      const column = index % columns
      const x = (isMirrored ? columns - 1 - column : column) * (CELL_PX + GAP_PX)
      const y = Math.floor(index / columns) * (CELL_PX + GAP_PX)
      const cell = (colour: string, opacity = 1): void => {
        context.globalAlpha = opacity
        context.fillStyle = colour
        context.beginPath()
        context.roundRect(x, y, CELL_PX, CELL_PX, 2)
        context.fill()
      }
      cell(missing)
      if (held > 0) cell(colours('--segment-held'), held > WHOLE ? 1 : 0.25 + held / 2)
      if (connection !== null) cell(colours(`--connection-${(connection % HUES) + 1}`))
    }
  }, [segments, lengthBytes, isDamaged, width, columns, height, colours])

  return (
    <div ref={frame} className="w-full">
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        style={{ width: '100%', height }}
        className="block"
      />
    </div>
  )
}
