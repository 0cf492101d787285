import { type DownloadView, type Retry, retryOf } from '../../../shared/download'
import { applyRemedy } from '../../actions/apply-remedy'
import { cn } from '../../lib/class-names'
import { useNow } from '../../lib/hooks/use-now'
import { t } from '../../lib/i18n/i18n'
import { problemOf, type Remedy } from '../../lib/remedies'
import { errorLines, retryingLine } from '../../lib/text/row-text'
import { Button } from './button'

interface RemediesProps {
  view: DownloadView
  /** So many of them, the best ones; all without a number. */
  most?: number
  /** What there is another button for. */
  without?: readonly Remedy[]
  /** -1 where they are reached by other keys than Tab. */
  tabIndex?: number
  className?: string
}

/** What a person can do about the error of a download, each a button; nothing without an error. */
export function Remedies({ view, most, without = [], tabIndex, className }: RemediesProps) {
  const trouble = problemOf(view)
  const remedies = trouble?.remedies.filter((one) => !without.includes(one)) ?? []
  if (remedies.length === 0) return null
  return (
    <div className={cn('flex shrink-0 flex-wrap gap-1.5', className)}>
      {remedies.slice(0, most).map((remedy, index) => (
        <RemedyButton
          key={remedy}
          remedy={remedy}
          view={view}
          isFirst={index === 0}
          tabIndex={tabIndex}
        />
      ))}
    </div>
  )
}

interface RemedyButtonProps {
  remedy: Remedy
  view: DownloadView
  isFirst: boolean
  tabIndex: number | undefined
}

function RemedyButton({ remedy, view, isFirst, tabIndex }: RemedyButtonProps) {
  const label = t(`remedies.${remedy}`)
  return (
    <Button
      look={isFirst ? 'plain' : 'quiet'}
      className="h-6 rounded-md px-2 text-xs"
      aria-label={`${label} ${view.name}`}
      tabIndex={tabIndex}
      onClick={() => applyRemedy(remedy, view)}
    >
      {label}
    </Button>
  )
}

/** What ails a download, in two sentences, with the buttons that help. */
export function ProblemBanner({ view }: { view: DownloadView }) {
  const lines = errorLines(view)
  const retry = retryOf(view)
  if (lines === null && retry === null) return null
  return (
    <section
      aria-label={t('remedies.trouble')}
      className={cn(
        'flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5',
        lines !== null && 'bg-bad-soft',
      )}
    >
      <div className="min-w-64 flex-1" data-selectable>
        {lines !== null ? (
          <>
            <p className="text-bad">{lines[0]}</p>
            <p className="text-xs text-ink/80">{lines[1]}</p>
          </>
        ) : (
          retry !== null && <RetryingText retry={retry} />
        )}
      </div>
      <Remedies view={view} />
    </section>
  )
}

function RetryingText({ retry }: { retry: Retry }) {
  return <p className="text-warn">{retryingLine(retry, useNow(1000))}</p>
}
