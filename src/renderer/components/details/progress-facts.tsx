import type { DetailsReport } from '../../../shared/details'
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatProgress,
  formatSpeed,
} from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { Fact, Facts } from './facts'

/** How far it is, and what it does now. */
export function ProgressFacts({ view, details }: DetailsReport) {
  const { plan, queuePlace, recordedBytes } = details
  const isRunning = view.state === 'downloading'
  return (
    <Facts title={t('details.progress')}>
      <Fact label={t('details.size')}>
        {view.state === 'completed'
          ? formatBytes(view.doneBytes)
          : formatProgress(view.doneBytes, view.lengthBytes)}
      </Fact>
      {view.state !== 'completed' && (
        <Fact label={t('details.recorded')}>{formatBytes(recordedBytes)}</Fact>
      )}
      {view.verifiedBytes !== null && (
        <Fact label={t('details.checked')}>
          {formatProgress(view.verifiedBytes, view.lengthBytes)}
        </Fact>
      )}
      {queuePlace !== null && (
        <Fact label={t('details.queuePlace')}>{formatNumber(queuePlace)}</Fact>
      )}
      {isRunning && (
        <Fact label={t('details.speed')}>
          {formatSpeed(view.speedBytesPerSec)}
          {view.etaMs !== null && ` · ${t('details.left', { time: formatDuration(view.etaMs) })}`}
        </Fact>
      )}
      {isRunning && plan !== null && (
        <Fact label={t('details.connections')}>
          {t('details.connectionsOf', { count: plan.most, now: formatNumber(view.connections) })}
          <span className="block text-xs text-muted">
            {t(`details.limitedBy.${plan.limitedBy}`)}
          </span>
        </Fact>
      )}
    </Facts>
  )
}
