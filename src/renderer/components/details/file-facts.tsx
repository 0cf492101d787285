import { FolderOpen } from 'lucide-react'
import type { DetailsReport } from '../../../shared/details'
import { DOWNLOAD_ACTIONS } from '../../actions/download-actions'
import { formatInstant } from '../../lib/format/instant'
import { t } from '../../lib/i18n/i18n'
import { IconButton } from '../ui/icon-button'
import { Fact, Facts, Line } from './facts'

/** Where it is on disk, and since when. */
export function FileFacts({ view, details }: DetailsReport) {
  const { path } = details
  return (
    <Facts title={t('details.file')}>
      <Fact label={t('details.folder')} copy={view.dir}>
        <span className="flex items-center gap-1">
          <Line text={view.dir} />
          {path !== null && (
            <IconButton
              icon={FolderOpen}
              label={t('details.showInFolder')}
              className="size-6 [&_svg]:size-3.5"
              onClick={() => DOWNLOAD_ACTIONS.showInFolder.run([view.id])}
            />
          )}
        </span>
      </Fact>
      {path !== null && view.state !== 'completed' && (
        <Fact label={t('details.partFile')} copy={path}>
          <Line text={path} />
        </Fact>
      )}
      <Fact label={t('details.added')}>{formatInstant(view.addedAtMs)}</Fact>
      {view.finishedAtMs !== null && (
        <Fact label={t('details.finished')}>{formatInstant(view.finishedAtMs)}</Fact>
      )}
    </Facts>
  )
}
