import { type KeyboardEvent, useRef, useState } from 'react'
import { HOURLY_SPEEDS, type HourlySpeed, type SpeedSchedule } from '../../../shared/speed-schedule'
import { cn } from '../../lib/class-names'
import { dayName, hourName } from '../../lib/format/week'
import { t } from '../../lib/i18n/i18n'
import { setSpeedMode } from '../../stores/set-speed-mode'
import { Button } from '../ui/button'
import { cellAfter, type PlanCell, painted } from './plan-grid'
import type { ControlProps } from './setting'

const LOOKS: Record<HourlySpeed, string> = {
  full: 'bg-track',
  limited: 'bg-accent/55 contrast-more:bg-accent',
  paused: 'bg-ink/75',
}

const START: PlanCell = { day: 0, hour: 0 }

const DAYS = Array.from({ length: 7 }, (_, day) => day)
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** The hours of the week, to be painted by the pointer or by keys. */
export function PlanEditor({ settings, change, labelledBy, describedBy }: ControlProps) {
  const [brush, setBrush] = useState<HourlySpeed>('limited')
  return (
    <div className="flex flex-col gap-3">
      <Brushes brush={brush} onChoose={setBrush} />
      <Grid
        plan={settings.speedSchedule}
        brush={brush}
        labelledBy={labelledBy}
        describedBy={`${describedBy} plan-help`}
        onBrush={setBrush}
        onPaint={(plan) => change({ speedSchedule: plan })}
      />
      <p id="plan-help" className="text-xs text-muted">
        {t('plan.help')}
      </p>
      {settings.limitBytesPerSec === null && settings.speedSchedule.flat().includes('limited') && (
        <p className="text-xs text-warn">{t('plan.limitIsNone')}</p>
      )}
      {settings.speedMode !== 'schedule' && (
        <p className="flex items-center gap-3 text-xs text-muted">
          {t('plan.isOff')}
          <Button onClick={() => setSpeedMode('schedule')}>{t('plan.use')}</Button>
        </p>
      )}
    </div>
  )
}

function Brushes({
  brush,
  onChoose,
}: {
  brush: HourlySpeed
  onChoose: (brush: HourlySpeed) => void
}) {
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{t('plan.brush')}</legend>
      {HOURLY_SPEEDS.map((what) => (
        <label
          key={what}
          className={cn(
            'flex h-8 items-center gap-2 rounded-lg border px-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent',
            what === brush ? 'border-accent bg-accent-soft' : 'border-line',
          )}
        >
          <input
            type="radio"
            name="plan-brush"
            checked={what === brush}
            onChange={() => onChoose(what)}
            className="sr-only"
          />
          <span aria-hidden className={cn('size-3.5 rounded-sm', LOOKS[what])} />
          {t(`plan.hours.${what}`)}
        </label>
      ))}
    </fieldset>
  )
}

interface GridProps {
  plan: SpeedSchedule
  brush: HourlySpeed
  labelledBy: string
  describedBy: string
  onBrush: (brush: HourlySpeed) => void
  onPaint: (plan: SpeedSchedule) => void
}

function Grid({ plan, brush, labelledBy, describedBy, onBrush, onPaint }: GridProps) {
  const grid = useRef<HTMLTableElement>(null)
  const [current, setCurrent] = useState(START)
  const [from, setFrom] = useState<PlanCell | null>(null)
  const [to, setTo] = useState<PlanCell>(START)
  const shown = from === null ? plan : painted(plan, from, to, brush)

  const finish = (): void => {
    if (from !== null) onPaint(painted(plan, from, to, brush))
    setFrom(null)
  }
  const moveTo = (cell: PlanCell): void => {
    setCurrent(cell)
    grid.current?.querySelector<HTMLElement>(`[data-cell="${cell.day} ${cell.hour}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const forth = document.documentElement.dir === 'rtl' ? -1 : 1
    const next = cellAfter(current, event.key, forth)
    const chosen = HOURLY_SPEEDS[Number(event.key) - 1]
    if (next !== null) {
      if (event.shiftKey)
        onPaint(painted(painted(plan, current, current, brush), next, next, brush))
      moveTo(next)
    } else if (event.key === ' ' || event.key === 'Enter') {
      onPaint(painted(plan, current, current, brush))
    } else if (chosen !== undefined) onBrush(chosen)
    else return
    event.preventDefault()
  }

  return (
    <table
      ref={grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table with keys
      role="grid"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
      onPointerUp={finish}
      onPointerLeave={finish}
      className="w-full touch-none table-fixed border-separate border-spacing-[2px] text-xs"
    >
      <thead>
        <tr>
          <td className="w-12" />
          {HOURS.map((hour) => (
            <th key={hour} scope="col" className="relative p-0 text-start font-normal">
              <span
                className={hour % 6 === 0 ? 'block w-0 whitespace-nowrap text-muted' : 'sr-only'}
              >
                {hourName(hour)}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day) => (
          <tr key={day}>
            <th scope="row" className="text-start font-medium">
              {dayName(day, 'short')}
            </th>
            {HOURS.map((hour) => (
              <Cell
                key={hour}
                day={day}
                hour={hour}
                what={hourOf(shown, day, hour)}
                isCurrent={current.day === day && current.hour === hour}
                onFocus={() => setCurrent({ day, hour })}
                onPress={() => {
                  setFrom({ day, hour })
                  setTo({ day, hour })
                }}
                onReach={() => setTo({ day, hour })}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellProps extends PlanCell {
  what: HourlySpeed
  isCurrent: boolean
  onFocus: () => void
  onPress: () => void
  onReach: () => void
}

function Cell({ day, hour, what, isCurrent, onFocus, onPress, onReach }: CellProps) {
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table with keys
      role="gridcell"
      data-cell={`${day} ${hour}`}
      data-what={what}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={t('plan.cell', {
        day: dayName(day, 'long'),
        from: hourName(hour),
        to: hourName(hour + 1),
        what: t(`plan.hours.${what}`),
      })}
      onFocus={onFocus}
      onPointerDown={(event) => {
        // A pen or a finger would keep all that follows to itself.
        event.currentTarget.releasePointerCapture(event.pointerId)
        onPress()
      }}
      onPointerEnter={onReach}
      className={cn('h-6 rounded-[4px] p-0', LOOKS[what])}
    />
  )
}

function hourOf(plan: SpeedSchedule, day: number, hour: number): HourlySpeed {
  return plan[day]?.[hour] ?? 'full'
}
