import { useEffect, useState } from 'react'
import type { DownloadsSummary } from '../../../shared/details'
import { DOWNLOAD_STATES } from '../../../shared/download'
import { formatBytes, formatNumber, formatProgress, formatSpeed } from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { useSelection } from '../../stores/selection'
import { CloseDetails } from './close-details'
import { Fact, Facts } from './facts'

const LOOK_EVERY_MS = 1_000
/** More than this are added up once, and not again. */
const MOST_LIVE = 2_000
/** What goes on without anybody doing anything. */
const LIVELY = ['queued', 'downloading', 'verifying'] as const

/** Several downloads together. */
export function DetailsOfMany() {
  const ids = useSelection((state) => state.ids)
  const summary = useSummaryOf(ids)
  return (
    <>
      <header className="flex h-10 shrink-0 items-center gap-3 border-b border-line ps-4 pe-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">
          {t('details.many.title', { count: ids.size, number: formatNumber(ids.size) })}
        </h2>
        <CloseDetails />
      </header>
      {summary !== null && <SummaryFacts {...summary} />}
    </>
  )
}

function SummaryFacts(summary: DownloadsSummary) {
  const { states, doneBytes, lengthBytes, unknownLengths, speedBytesPerSec, connections } = summary
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[repeat(auto-fit,minmax(19rem,1fr))] content-start gap-x-8 gap-y-4 overflow-auto px-4 py-3">
      <Facts title={t('details.progress')}>
        <Fact label={t('details.size')}>{formatProgress(doneBytes, lengthBytes)}</Fact>
        {unknownLengths > 0 && (
          <Fact label={t('details.many.unknown')}>{formatNumber(unknownLengths)}</Fact>
        )}
        <Fact label={t('details.many.left')}>
          {formatBytes(Math.max(0, lengthBytes - doneBytes))}
        </Fact>
        {connections > 0 && (
          <>
            <Fact label={t('details.speed')}>{formatSpeed(speedBytesPerSec)}</Fact>
            <Fact label={t('details.connections')}>{formatNumber(connections)}</Fact>
          </>
        )}
      </Facts>
      <Facts title={t('details.many.states')}>
        {DOWNLOAD_STATES.filter((state) => states[state] !== undefined).map((state) => (
          <Fact key={state} label={t(`states.${state}`)}>
            {formatNumber(states[state] ?? 0)}
          </Fact>
        ))}
      </Facts>
      <Facts title={t('details.source')}>
        <Fact label={t('details.many.hosts')}>{summary.hosts.join(', ')}</Fact>
        <Fact label={t('details.many.folders')}>
          {summary.folders.map((folder) => (
            <bdi key={folder} className="block break-all">
              {folder}
            </bdi>
          ))}
        </Fact>
      </Facts>
    </div>
  )
}

function useSummaryOf(ids: ReadonlySet<number>): DownloadsSummary | null {
  const [summary, setSummary] = useState<DownloadsSummary | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    let isOver = false
    const look = async (): Promise<void> => {
      const told = await window.rill.summarise([...ids])
      if (isOver) return
      setSummary(told)
      const mayChange = LIVELY.some((state) => told.states[state] !== undefined)
      if (mayChange && ids.size <= MOST_LIVE) {
        timer = setTimeout(() => runCommand(look()), LOOK_EVERY_MS)
      }
    }
    runCommand(look())
    return () => {
      isOver = true
      if (timer !== null) clearTimeout(timer)
    }
  }, [ids])
  return summary
}
