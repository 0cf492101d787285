import { memo } from 'react'
import type { DownloadId, DownloadState } from '../../../shared/download'
import { DOWNLOAD_ACTIONS, type DownloadActionId, isAllowed } from '../../actions/download-actions'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import { ICON_BUTTON_CLASS } from '../ui/icon-button'

/**
 * The buttons of a row in their order. Buttons that replace each other share a slot, and so one
 * element: after Pause was pressed by key, the focus is on Resume.
 */
const ROW_ACTIONS = [
  { action: 'open', slot: 'go' },
  { action: 'showInFolder', slot: 'folder' },
  { action: 'verify', slot: 'check' },
  { action: 'pause', slot: 'go' },
  { action: 'resume', slot: 'go' },
  { action: 'changeLink', slot: 'folder' },
  { action: 'retry', slot: 'go' },
  { action: 'cancel', slot: 'end' },
  { action: 'remove', slot: 'end' },
] as const satisfies readonly { action: DownloadActionId; slot: string }[]

function actionsFor(state: DownloadState) {
  return ROW_ACTIONS.filter(
    ({ action }) =>
      isAllowed(action, state) &&
      // Elsewhere a new link is rare, so only the menu has it.
      (action !== 'changeLink' || state === 'needs-link'),
  )
}

const BUTTON_CLASS = cn(ICON_BUTTON_CLASS, 'size-7')

interface RowActionsProps {
  readonly id: DownloadId
  readonly name: string
  readonly state: DownloadState
  /** Tab reaches only the buttons of the current row, so that a list of thousands is one stop. */
  readonly tabbable: boolean
  /** Position of the column, from 1. */
  readonly place: number
  /** Whether the row is wider than the visible part of the list. */
  readonly isWide: boolean
}

/**
 * The buttons of a row. They cover the end of the row while the pointer or the focus is on it. The
 * props exclude progress, so that progress does not render the buttons again.
 */
export const RowActions = memo(function RowActions(props: RowActionsProps) {
  const { id, name, state, tabbable, place, isWide } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus for its cells
    <div
      role="gridcell"
      aria-colindex={place}
      className={cn(
        'col-span-full row-start-1 me-1 mt-[calc(3px-var(--pad))] mb-[3px] flex items-center gap-0.5 self-stretch justify-self-end bg-inherit opacity-0',
        // Sticky elements cost time in every frame of scrolling.
        isWide ? 'sticky end-1' : 'relative',
        'before:absolute before:inset-y-0 before:end-full before:w-5 before:bg-inherit before:mask-[linear-gradient(to_right,transparent,var(--ink))] rtl:before:mask-[linear-gradient(to_left,transparent,var(--ink))]',
        'before:hidden in-reach:opacity-100 in-reach:before:block',
      )}
    >
      {actionsFor(state).map(({ action, slot }) => {
        const { icon: Icon, run } = DOWNLOAD_ACTIONS[action]
        return (
          <button
            key={slot}
            type="button"
            aria-label={t('list.actionOn', { action: t(`actions.${action}`), name })}
            // The native tooltip: rows are created by the hundred while the list scrolls.
            title={t(`actions.${action}`)}
            className={BUTTON_CLASS}
            tabIndex={tabbable ? 0 : -1}
            onClick={() => run([id])}
          >
            <Icon aria-hidden className="size-4" strokeWidth={1.9} />
          </button>
        )
      })}
    </div>
  )
})
