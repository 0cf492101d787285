import type { DetailsReport } from '../../../shared/details'
import {
  formatBytes,
  formatNumber,
  formatPercent,
  formatSpeed,
  percentOf,
} from '../../lib/format/numbers'
import { t } from '../../lib/i18n/i18n'
import { segmentsAtWork } from './segment-cells'
import { connectionColour, SegmentMap } from './segment-map'

/** Which bytes of the file are there, and who fetches the others. */
export function SegmentsTab({ view, details }: DetailsReport) {
  const { segments, isDamaged } = details
  const working = segmentsAtWork(segments)
  if (segments.length === 0) {
    return <p className="px-4 py-6 text-center text-muted">{t('details.segments.none')}</p>
  }
  const percent = percentOf(view.doneBytes, view.lengthBytes)
  const label = t('details.segments.label', {
    count: working.length,
    held: percent === null ? formatBytes(view.doneBytes) : formatPercent(percent),
  })
  return (
    <div className="flex flex-col gap-3 px-4 py-3">
      <SegmentMap
        segments={segments}
        lengthBytes={view.lengthBytes}
        isDamaged={isDamaged}
        label={label}
      />
      <Legend isWorking={working.length > 0} isDamaged={isDamaged} />
      {working.length > 0 && (
        <table className="w-full table-fixed text-start">
          <caption className="sr-only">{t('details.segments.table')}</caption>
          <thead className="text-xs text-muted">
            <tr>
              <Head>{t('details.segments.connection')}</Head>
              <Head>{t('details.segments.from')}</Head>
              <Head>{t('details.segments.at')}</Head>
              <Head>{t('details.segments.to')}</Head>
              <Head>{t('details.segments.speed')}</Head>
            </tr>
          </thead>
          <tbody>
            {working.map(({ start, position, end, work }, index) => (
              <tr key={start} className="border-t border-line">
                <td className="py-1">
                  <span className="flex items-center gap-2">
                    <Swatch colour={connectionColour(index)} />
                    {formatNumber(index + 1)}
                  </span>
                </td>
                <td>{formatBytes(start)}</td>
                <td>{formatBytes(position)}</td>
                <td>{end === null ? t('details.segments.open') : formatBytes(end)}</td>
                <td>
                  {work?.isReceiving
                    ? formatSpeed(work.speedBytesPerSec)
                    : t('details.segments.asking')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="py-1 text-start font-medium">
      {children}
    </th>
  )
}

function Legend({ isWorking, isDamaged }: { isWorking: boolean; isDamaged: boolean }) {
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      <Key colour="var(--segment-held)">{t('details.segments.held')}</Key>
      {isWorking && <Key colour={connectionColour(0)}>{t('details.segments.fetched')}</Key>}
      <Key colour={isDamaged ? 'var(--bad)' : 'var(--track)'}>
        {isDamaged ? t('details.segments.damaged') : t('details.segments.missing')}
      </Key>
    </ul>
  )
}

function Key({ colour, children }: { colour: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <Swatch colour={colour} />
      {children}
    </li>
  )
}

function Swatch({ colour }: { colour: string }) {
  return (
    <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ background: colour }} />
  )
}
