import { memo } from 'react'
import type { DownloadId, DownloadView } from '../../shared/download'
import { percentOf } from '../lib/format'
import { errorLines } from '../lib/row-text'
import { splitName } from '../lib/split-name'
import { STATE_TEXT } from '../lib/state-text'
import { openDownload } from '../stores/actions'
import { useDownloads } from '../stores/downloads'
import { FileIcon } from './file-icon'
import { ProgressBar } from './progress-bar'
import { RowActions } from './row-actions'
import { RowDetails } from './row-details'
import { StateLabel } from './state-label'

export const ROW_HEIGHT_PX = 64

interface DownloadRowProps {
  id: DownloadId
  /** Place in the list, from 0. */
  index: number
  /** Whether the keyboard is on this row. */
  current: boolean
}

/** One download. Draws itself again when its own view changes, and for no other's. */
export const DownloadRow = memo(function DownloadRow({ id, index, current }: DownloadRowProps) {
  const view = useDownloads((state) => state.byId.get(id))
  if (!view) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-label={`${view.name}, ${STATE_TEXT[view.state]}`}
      tabIndex={current ? 0 : -1}
      data-id={id}
      onDoubleClick={() => {
        if (view.state === 'completed') openDownload(view)
      }}
      className="group absolute inset-x-2 top-0 flex items-center gap-3 rounded-lg px-3 -outline-offset-2 hover:bg-hover"
      style={{ height: ROW_HEIGHT_PX, transform: `translateY(${index * ROW_HEIGHT_PX}px)` }}
    >
      <FileIcon name={view.name} />
      <RowBody view={view} />
      <RowActions id={id} name={view.name} state={view.state} tabbable={current} />
    </div>
  )
})

function RowBody({ view }: { view: DownloadView }) {
  const error = errorLines(view)
  const percent =
    view.state === 'completed'
      ? 100
      : percentOf(view.verifiedBytes ?? view.doneBytes, view.lengthBytes)
  const untouched = view.state === 'queued' && view.doneBytes === 0
  const unseen = view.state === 'completed' || error !== null || untouched
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus for its cells
    <div role="gridcell" className="@container flex min-w-0 flex-1 flex-col gap-1">
      <div className="flex items-center gap-3">
        <FileName name={view.name} url={view.url} />
        <StateLabel state={view.state} retrying={view.retrying !== null} />
      </div>
      {error ? (
        <ErrorText happened={error[0]} remedy={error[1]} />
      ) : (
        <div className="flex items-baseline gap-3">
          <RowDetails view={view} />
          {percent !== null && !unseen && (
            <span className="shrink-0 text-xs text-muted">{percent}%</span>
          )}
        </div>
      )}
      <ProgressBar state={view.state} percent={percent} unseen={unseen} />
    </div>
  )
}

function FileName({ name, url }: { name: string; url: string }) {
  const [start, end] = splitName(name)
  return (
    <span
      title={`${name}\n${url}`}
      className="flex min-w-0 flex-1 text-[13.5px] leading-[18px] font-medium"
    >
      <bdi className="truncate whitespace-pre">{start}</bdi>
      {end && <span className="shrink-0 whitespace-pre">{end}</span>}
    </span>
  )
}

function ErrorText({ happened, remedy }: { happened: string; remedy: string }) {
  return (
    <div className="-mt-0.5 text-xs leading-[17px]" title={`${happened}\n${remedy}`}>
      <p className="truncate text-bad">{happened}</p>
      <p className="truncate text-muted">{remedy}</p>
    </div>
  )
}
