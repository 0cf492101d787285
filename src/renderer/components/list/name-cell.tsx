import { Check } from 'lucide-react'
import { type DownloadView, type Retry, retryOf } from '../../../shared/download'
import { cn } from '../../lib/class-names'
import { splitName } from '../../lib/format/split-name'
import { useNow } from '../../lib/hooks/use-now'
import { errorLines, retryingLine, rowNotes } from '../../lib/text/row-text'
import { Remedies } from '../ui/remedies'
import { FileIcon } from './file-icon'

/** The file: what sort it is, its name, where it comes from and goes; or what is the matter. */
export function NameCell({ view, isCompact }: { view: DownloadView; isCompact: boolean }) {
  const error = errorLines(view)
  return (
    <div className={cn('flex min-w-0', isCompact ? 'items-center gap-2' : 'gap-2.5')}>
      <span data-pick aria-hidden className="relative shrink-0 cursor-default">
        <FileIcon
          name={view.name}
          className={cn(
            'group-aria-selected:invisible',
            isCompact ? 'size-5 rounded [&>svg]:size-3.5' : 'size-[34px]',
          )}
        />
        <span className="absolute inset-0 hidden place-items-center rounded-lg bg-accent text-on-accent group-aria-selected:grid">
          <Check className="size-4" strokeWidth={2.6} />
        </span>
      </span>
      <div className={cn('min-w-0 flex-1', isCompact && 'flex items-baseline gap-2')}>
        <FileName name={view.name} url={view.url} isCompact={isCompact} />
        {isCompact ? <ShortReason view={view} /> : <SecondLine view={view} error={error} />}
      </div>
    </div>
  )
}

function FileName({ name, url, isCompact }: { name: string; url: string; isCompact: boolean }) {
  const [start, end] = splitName(name)
  return (
    <span
      title={`${name}\n${url}`}
      // The two halves stand as the name is written, whatever the window's direction.
      dir="auto"
      className={cn(
        'flex w-fit max-w-full min-w-0 text-[13px] leading-[18px]',
        !isCompact && 'font-medium',
      )}
    >
      <bdi className="truncate whitespace-pre">{start}</bdi>
      {end && <span className="shrink-0 whitespace-pre">{end}</span>}
    </span>
  )
}

/** What is the matter goes over all columns: it is the one thing that counts in such a row. */
const OVER_ALL_COLUMNS = 'absolute start-(--text) end-3 truncate text-[11.5px] leading-[16px]'

/** What the row has buttons for. */
const ON_THE_ROW = ['retry', 'repair', 'start-over', 'new-link'] as const

const SMALL = '[&_button]:h-[18px] [&_button]:px-1.5 [&_button]:text-[11px]'

function SecondLine({ view, error }: { view: DownloadView; error: ReturnType<typeof errorLines> }) {
  const retry = retryOf(view)
  if (retry !== null) return <RetryingLine retry={retry} />
  if (error !== null) {
    const [happened, remedy] = error
    return (
      <div
        className={cn(OVER_ALL_COLUMNS, 'flex items-center gap-2')}
        title={`${happened}\n${remedy}`}
      >
        <span className="min-w-0 truncate">
          <span className="text-bad">{happened}</span> <span className="text-muted">{remedy}</span>
        </span>
        <Remedies view={view} most={1} without={ON_THE_ROW} tabIndex={-1} className={SMALL} />
      </div>
    )
  }
  const text = rowNotes(view).join(' · ')
  return (
    <div
      dir="auto"
      className="w-fit max-w-full truncate text-[11.5px] leading-[16px] text-muted"
      title={text}
    >
      {text}
    </div>
  )
}

function RetryingLine({ retry }: { retry: Retry }) {
  const text = retryingLine(retry, useNow(1000))
  return (
    <div className={cn(OVER_ALL_COLUMNS, 'text-warn')} title={text}>
      {text}
    </div>
  )
}

/** Where a row has one line, what is the matter stands behind the name. */
function ShortReason({ view }: { view: DownloadView }) {
  const error = errorLines(view)
  if (error === null) return null
  const [happened, remedy] = error
  return (
    <span className="min-w-0 flex-1 truncate text-[12px] text-bad" title={`${happened}\n${remedy}`}>
      {happened}
    </span>
  )
}
