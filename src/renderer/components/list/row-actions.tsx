import {
  ExternalLink,
  FolderOpen,
  Link2,
  type LucideIcon,
  Pause,
  Play,
  RotateCw,
  ShieldCheck,
  Trash2,
  X,
} from 'lucide-react'
import { memo } from 'react'
import {
  allows,
  type DownloadAction,
  type DownloadId,
  type DownloadState,
  type DownloadView,
} from '../../../shared/download'
import { cn } from '../../lib/class-names'
import { t } from '../../lib/i18n/i18n'
import {
  cancelDownload,
  changeLink,
  openDownload,
  pauseDownload,
  removeDownload,
  resumeDownload,
  retryDownload,
  showDownloadInFolder,
  verifyDownload,
} from '../../stores/actions'
import { useList } from '../../stores/list'
import { ICON_BUTTON_CLASS } from '../ui/icon-button'

type RowActionName = DownloadAction | 'open' | 'showInFolder'

interface RowAction {
  readonly action: RowActionName
  readonly icon: LucideIcon
  readonly run: (view: DownloadView) => void
  /**
   * Actions that take each other's place share a slot, and so one element: pausing from the
   * keyboard leaves the focus on Resume.
   */
  readonly slot: 'go' | 'check' | 'folder' | 'end'
}

function actionsFor(state: DownloadState): RowAction[] {
  const actions: RowAction[] = []
  if (state === 'completed') {
    actions.push({ action: 'open', icon: ExternalLink, run: openDownload, slot: 'go' })
    actions.push({
      action: 'showInFolder',
      icon: FolderOpen,
      run: showDownloadInFolder,
      slot: 'folder',
    })
  }
  if (allows(state, 'verify'))
    actions.push({ action: 'verify', icon: ShieldCheck, run: verifyDownload, slot: 'check' })
  if (allows(state, 'pause'))
    actions.push({ action: 'pause', icon: Pause, run: pauseDownload, slot: 'go' })
  if (allows(state, 'resume'))
    actions.push({ action: 'resume', icon: Play, run: resumeDownload, slot: 'go' })
  if (state === 'needs-link')
    actions.push({ action: 'changeLink', icon: Link2, run: changeLink, slot: 'folder' })
  if (allows(state, 'retry'))
    actions.push({ action: 'retry', icon: RotateCw, run: retryDownload, slot: 'go' })
  if (allows(state, 'cancel'))
    actions.push({ action: 'cancel', icon: X, run: cancelDownload, slot: 'end' })
  if (allows(state, 'remove'))
    actions.push({ action: 'remove', icon: Trash2, run: removeDownload, slot: 'end' })
  return actions
}

const BUTTON_CLASS = cn(ICON_BUTTON_CLASS, 'size-7')

interface RowActionsProps {
  readonly id: DownloadId
  readonly name: string
  readonly state: DownloadState
  /** Only the current row's buttons are reached with Tab; a list of thousands is one stop. */
  readonly tabbable: boolean
  /** Of its column, from 1. */
  readonly place: number
  /** Whether the row is wider than what is in sight of it. */
  readonly isWide: boolean
}

/**
 * The buttons of a row, at its end and over what stands there, when the pointer or the keyboard is
 * on it. Knows nothing of progress, so that progress doesn't draw it again.
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
        // What sticks is looked at with every frame of scrolling.
        isWide ? 'sticky end-1' : 'relative',
        'before:absolute before:inset-y-0 before:end-full before:w-5 before:bg-inherit before:mask-[linear-gradient(to_right,transparent,var(--ink))] rtl:before:mask-[linear-gradient(to_left,transparent,var(--ink))]',
        'before:hidden in-reach:opacity-100 in-reach:before:block',
      )}
    >
      {actionsFor(state).map(({ action, icon: Icon, run, slot }) => (
        <button
          key={slot}
          type="button"
          aria-label={t('list.actionOn', { action: t(`actions.${action}`), name })}
          // The system's own tip: rows come and go by the hundred while one scrolls.
          title={t(`actions.${action}`)}
          className={BUTTON_CLASS}
          tabIndex={tabbable ? 0 : -1}
          onClick={() => {
            const view = useList.getState().byId.get(id)
            if (view) run(view)
          }}
        >
          <Icon aria-hidden className="size-4" strokeWidth={1.9} />
        </button>
      ))}
    </div>
  )
})
