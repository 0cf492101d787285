import { ToggleGroup } from 'radix-ui'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { DetailsReport } from '../../../shared/details'
import { formatSpeed } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { type ChartSpan, chartData } from './speed-chart-data'

/** What draws it is large, and seldom needed. */
const SpeedChart = lazy(async () => {
  const { SpeedChart: loaded } = await import('./speed-chart')
  return { default: loaded }
})

const SPANS = ['minute', 'whole'] as const satisfies readonly ChartSpan[]

/** How fast it goes and has gone. */
export function SpeedTab({ view, details }: DetailsReport) {
  const [span, setSpan] = useState<ChartSpan>(view.state === 'downloading' ? 'minute' : 'whole')
  const data = useMemo(() => chartData(details.speeds, span), [details.speeds, span])
  const { limitBytesPerSec } = details.options
  const isEmpty = data.speeds.every((speed) => speed === null)
  const facts = {
    mean: formatSpeed(data.meanBytesPerSec),
    top: formatSpeed(data.topBytesPerSec),
    now: formatSpeed(view.speedBytesPerSec),
  }
  return (
    <div className="flex h-full min-h-40 flex-col gap-2 px-4 py-3">
      <div className="flex shrink-0 flex-wrap items-center gap-x-5 gap-y-1">
        <ToggleGroup.Root
          type="single"
          value={span}
          aria-label={t('details.chart.span')}
          onValueChange={(value) => {
            const next = SPANS.find((one) => one === value)
            if (next !== undefined) setSpan(next)
          }}
          className="flex rounded-lg border border-field p-px"
        >
          {SPANS.map((one) => (
            <ToggleGroup.Item
              key={one}
              value={one}
              className="rounded-md px-2.5 py-0.5 text-xs text-muted hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:text-ink"
            >
              {t(`details.chart.${one}`)}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        {!isEmpty && (
          <dl className="flex flex-wrap gap-x-5 text-xs text-muted">
            {view.state === 'downloading' && (
              <Figure label={t('details.chart.now')} value={facts.now} />
            )}
            <Figure label={t('details.chart.mean')} value={facts.mean} />
            <Figure label={t('details.chart.top')} value={facts.top} />
            {limitBytesPerSec !== null && (
              <Figure label={t('details.chart.limit')} value={formatSpeed(limitBytesPerSec)} />
            )}
          </dl>
        )}
      </div>
      {isEmpty ? (
        <p className="m-auto text-muted">{t('details.chart.none')}</p>
      ) : (
        <Suspense fallback={null}>
          <SpeedChart
            data={data}
            span={span}
            limitBytesPerSec={limitBytesPerSec}
            label={t(`details.chart.label.${span}`, facts)}
          />
        </Suspense>
      )}
    </div>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex gap-1.5">
      <dt>{label}</dt>
      <dd className="font-medium text-ink">{value}</dd>
    </div>
  )
}
