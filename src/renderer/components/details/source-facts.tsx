import { ArrowRightLeft } from 'lucide-react'
import type { DetailsReport } from '../../../shared/details'
import { allows } from '../../../shared/download'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { hostOf } from '../../lib/text/row-text'
import { IconButton } from '../ui/icon-button'
import { Fact, Facts, Line } from './facts'

/** Where it comes from. */
export function SourceFacts({ view, details }: DetailsReport) {
  const { finalUrl, server, mirrors, contentType } = details
  return (
    <Facts title={t('details.source')}>
      <Fact label={t('details.link')} copy={view.url}>
        <Line text={view.url} />
      </Fact>
      {finalUrl !== null && (
        <Fact label={t('details.finalLink')} copy={finalUrl}>
          <Line text={finalUrl} />
        </Fact>
      )}
      {mirrors.map((url) => (
        <Fact key={url} label={t('details.mirror')} copy={url}>
          <span className="flex items-center gap-1">
            <Line text={url} />
            {allows(view.state, 'changeLink') && (
              <IconButton
                icon={ArrowRightLeft}
                label={t('details.useMirror', { host: hostOf(url) })}
                className="size-6 [&_svg]:size-3.5"
                onClick={() => runCommand(window.rill.changeLink(view.id, url))}
              />
            )}
          </span>
        </Fact>
      ))}
      <Fact label={t('details.server')}>
        {[hostOf(finalUrl ?? view.url), server].filter(Boolean).join(' · ')}
      </Fact>
      {contentType !== null && <Fact label={t('details.type')}>{contentType}</Fact>}
      <Fact label={t('details.resumable')}>{t(`details.resumableIs.${resumableWord(view)}`)}</Fact>
    </Facts>
  )
}

function resumableWord({ resumable }: DetailsReport['view']): 'yes' | 'no' | 'unknown' {
  if (resumable === null) return 'unknown'
  return resumable ? 'yes' : 'no'
}
