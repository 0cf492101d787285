import type { DownloadView } from '../../../shared/download'
import { cn } from '../../lib/class-names'
import { retryingLine, rowDetails } from '../../lib/row-text'
import { useNow } from '../../lib/use-now'

/** The second line of a row: how far it is, or why it waits. */
export function RowDetails({ view }: { view: DownloadView }) {
  if (view.retrying) return <RetryingLine retrying={view.retrying} />
  return (
    <p className="flex min-w-0 flex-1 overflow-hidden text-xs whitespace-nowrap text-muted">
      {rowDetails(view).map(({ kind, text, fades }) => (
        <span
          key={kind}
          className={cn(
            'not-first:before:px-1.5 not-first:before:content-["·"]',
            'truncate first:shrink-0 first:text-ink/85',
            fades && 'hidden @md:inline',
          )}
        >
          {text}
        </span>
      ))}
    </p>
  )
}

function RetryingLine({ retrying }: { retrying: NonNullable<DownloadView['retrying']> }) {
  const text = retryingLine(retrying, useNow(1000))
  return (
    <p className="min-w-0 flex-1 truncate text-xs text-warn" title={text}>
      {text}
    </p>
  )
}
