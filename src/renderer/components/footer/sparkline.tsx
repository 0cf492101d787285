import { useEffect } from 'react'
import { t } from '../../lib/i18n/i18n'
import { recordSpeed, useSpeedHistory } from '../../stores/speed-history'
import { useSummary } from '../../stores/summary'

const [WIDTH, HEIGHT] = [72, 16]

/** The speed of the last minute, as a line. Stands still while nothing runs. */
export function Sparkline() {
  const isActive = useSummary(({ totals }) => totals.active > 0)
  const values = useSpeedHistory((state) => state.values)
  useEffect(() => {
    if (!isActive) return
    const timer = setInterval(
      () => recordSpeed(useSummary.getState().totals.speedBytesPerSec),
      1000,
    )
    return () => clearInterval(timer)
  }, [isActive])
  if (!isActive) return null
  const line = pathOf(values)
  return (
    <svg
      role="img"
      aria-label={t('footer.sparkline')}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="text-accent max-[599px]:hidden"
    >
      <path d={`${line} V${HEIGHT} H0 Z`} fill="currentColor" opacity="0.16" />
      <path d={line} fill="none" stroke="currentColor" strokeWidth="1.3" strokeLinejoin="round" />
    </svg>
  )
}

function pathOf(values: readonly number[]): string {
  const most = Math.max(1, ...values)
  const points = values.map((value, index) => {
    const x = (WIDTH * index) / (values.length - 1)
    return `${round(x)} ${round(HEIGHT - 1 - (value / most) * (HEIGHT - 3))}`
  })
  return `M${points.join(' L')}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
