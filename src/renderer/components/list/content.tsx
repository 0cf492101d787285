import { t } from '../../lib/i18n/i18n'
import { useApp } from '../../stores/app'
import { useList } from '../../stores/list'
import { useSummary } from '../../stores/summary'
import { EmptyList } from '../empty/empty-list'
import { Button } from '../ui/button'
import { DownloadGrid } from './download-grid'
import { LiveRegion } from './live-region'
import { NoMatch } from './no-match'

/** The list, or what stands in its place. */
export function Content() {
  const phase = useApp((state) => state.phase)
  if (phase === 'starting') return <div className="flex-1" />
  if (phase === 'broken') return <Broken />
  return (
    <>
      <Downloads />
      <LiveRegion />
    </>
  )
}

function Downloads() {
  const isEmpty = useList((state) => state.total === 0)
  const any = useSummary(({ counts }) => counts && Object.keys(counts.state).length > 0)
  if (!isEmpty) return <DownloadGrid />
  if (any === null) return <div className="flex-1" />
  return any ? <NoMatch /> : <EmptyList />
}

function Broken() {
  const problem = useApp((state) => state.problem)
  return (
    <div role="alert" className="m-auto max-w-md p-6 text-center">
      <h2 className="text-[15px] font-semibold">{t('list.broken')}</h2>
      <p className="mt-1 text-muted" data-selectable>
        {problem}
      </p>
      <Button className="mt-4" onClick={() => window.location.reload()}>
        {t('list.reload')}
      </Button>
    </div>
  )
}
