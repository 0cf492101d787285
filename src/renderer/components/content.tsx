import { useDeferredValue } from 'react'
import { useShallow } from 'zustand/shallow'
import { useApp } from '../stores/app'
import { useDownloads } from '../stores/downloads'
import { visibleIds } from '../stores/filters'
import { useListView } from '../stores/list-view'
import { Button } from './button'
import { DownloadList } from './download-list'
import { EmptyList, NoMatch } from './empty-list'

/** The list, or what stands in its place. */
export function Content() {
  const phase = useApp((state) => state.phase)
  if (phase === 'starting') return <div className="flex-1" />
  if (phase === 'broken') return <Broken />
  return <Downloads />
}

function Downloads() {
  const filter = useListView((state) => state.filter)
  const query = useDeferredValue(useListView((state) => state.query))
  const any = useDownloads((state) => state.order.length > 0)
  const ids = useDownloads(
    useShallow((state) => visibleIds(state.order, state.byId, filter, query)),
  )
  if (!any) return <EmptyList />
  if (ids.length === 0) return <NoMatch />
  return <DownloadList key={`${filter} ${query}`} ids={ids} />
}

function Broken() {
  const problem = useApp((state) => state.problem)
  return (
    <div role="alert" className="m-auto max-w-md p-6 text-center">
      <h2 className="text-[15px] font-semibold">The list of downloads could not be read</h2>
      <p className="mt-1 text-muted" data-selectable>
        {problem}
      </p>
      <Button className="mt-4" onClick={() => window.location.reload()}>
        Try again
      </Button>
    </div>
  )
}
