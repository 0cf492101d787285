import { CircleCheck, CircleDashed, CircleMinus, CircleX, ShieldCheck } from 'lucide-react'
import type { DetailsReport, KnownChecksum } from '../../../shared/details'
import { allows } from '../../../shared/download'
import { DOWNLOAD_ACTIONS } from '../../actions/download-actions'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { IconButton } from '../ui/icon-button'
import { Fact, Facts, Line } from './facts'

/** How far it is proven to be the right file, and by what. */
export function ProofFacts({ view, details }: DetailsReport) {
  const { etag, lastModified, checksums } = details
  return (
    <Facts title={t('details.proof')}>
      <Fact label={t('details.proven')}>
        <span className="flex items-center gap-1">
          {t(`details.provenBy.${view.proof ?? 'not-yet'}`)}
          {allows(view.state, 'verify') && (
            <IconButton
              icon={ShieldCheck}
              label={t('actions.verify')}
              className="size-6 [&_svg]:size-3.5"
              onClick={() => DOWNLOAD_ACTIONS.verify.run([view.id])}
            />
          )}
        </span>
      </Fact>
      {checksums.map((checksum) => (
        <Fact
          key={`${checksum.source} ${checksum.hex}`}
          label={checksum.algorithm.toUpperCase()}
          copy={checksum.hex}
        >
          <Line text={checksum.hex} isCode />
          <Verdict {...checksum} />
        </Fact>
      ))}
      {etag !== null && (
        <Fact label="ETag" copy={etag}>
          <Line text={etag} isCode />
        </Fact>
      )}
      {lastModified !== null && (
        <Fact label={t('details.lastModified')}>
          <Line text={lastModified} />
        </Fact>
      )}
    </Facts>
  )
}

const LOOKS = {
  matches: { icon: CircleCheck, colour: 'text-good' },
  differs: { icon: CircleX, colour: 'text-bad' },
  waiting: { icon: CircleDashed, colour: 'text-muted' },
  unused: { icon: CircleMinus, colour: 'text-muted' },
} as const

function Verdict({ source, verdict }: KnownChecksum) {
  const { icon: Icon, colour } = LOOKS[verdict]
  return (
    <span className={cn('flex items-center gap-1 text-xs', colour)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">
        {t(`details.verdict.${verdict}`)}
        {' · '}
        {t(`details.checksumFrom.${source}`)}
      </span>
    </span>
  )
}
