import { memo } from 'react'
import type { DownloadView } from '../../../shared/download'
import { formatPercent, percentOf } from '../../lib/format'
import { t } from '../../lib/i18n'
import { errorLines } from '../../lib/row-text'
import { splitName } from '../../lib/split-name'
import { openDownload } from '../../stores/actions'
import { rowAt, useList } from '../../stores/list'
import { FileIcon } from './file-icon'
import { ProgressBar } from './progress-bar'
import { RowActions } from './row-actions'
import { RowDetails } from './row-details'
import { StateLabel } from './state-label'

export const ROW_HEIGHT_PX = 64

interface DownloadRowProps {
  /** Place in the list, from 0. */
  index: number
  /** Whether the keyboard is on this row. */
  current: boolean
}

/** One download. Draws itself again when its own view changes, and for no other's. */
export const DownloadRow = memo(function DownloadRow({ index, current }: DownloadRowProps) {
  const view = useList((state) => rowAt(state, index))
  if (!view) return <SkeletonRow index={index} current={current} />
  const { id } = view
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-label={t('list.row', { name: view.name, state: t(`states.${view.state}`) })}
      tabIndex={current ? 0 : -1}
      data-index={index}
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

/** A row that has not come yet. */
function SkeletonRow({ index, current }: DownloadRowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-busy
      tabIndex={current ? 0 : -1}
      data-index={index}
      className="absolute inset-x-2 top-0 flex items-center gap-3 px-3"
      style={{ height: ROW_HEIGHT_PX, transform: `translateY(${index * ROW_HEIGHT_PX}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus for its cells */}
      <div role="gridcell" className="flex flex-1 items-center gap-3">
        <span className="size-9 rounded-lg bg-ink/5" />
        <span className="flex flex-1 flex-col gap-2">
          <span className="h-3 w-1/3 rounded bg-ink/5" />
          <span className="h-2.5 w-1/5 rounded bg-ink/5" />
        </span>
      </div>
    </div>
  )
}

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
            <span className="shrink-0 text-xs text-muted">{formatPercent(percent)}</span>
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
