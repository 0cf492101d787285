import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Copy,
  ExternalLink,
  FolderOpen,
  Info,
  Link2,
  type LucideIcon,
  Pause,
  Play,
  RotateCw,
  ShieldCheck,
  SquareTerminal,
  Trash2,
  X,
} from 'lucide-react'
import {
  allows,
  type DownloadAction,
  type DownloadId,
  type DownloadState,
} from '../../shared/download'
import type { ActionCounts } from '../../shared/ipc/selection'
import { t } from '../lib/i18n/i18n'
import { runCommand } from '../lib/run-command'
import {
  copyAsCurl,
  copyLinks,
  type Ids,
  moveInQueue,
  trashDownloads,
} from '../stores/bulk-actions'
import { openDetails } from '../stores/details'
import { openLinkDialog } from '../stores/dialogs'
import { useList } from '../stores/list'

export type DownloadActionId =
  | DownloadAction
  | 'open'
  | 'showInFolder'
  | 'details'
  | 'copyLink'
  | 'copyCurl'
  | 'top'
  | 'up'
  | 'down'
  | 'bottom'
  | 'removeWithFile'

/** What a download must be for an action to make sense. */
type Requirement = DownloadAction | 'completed' | 'unfinished' | 'any'

export interface DownloadActionSpec {
  readonly icon: LucideIcon
  readonly requires: Requirement
  /** `count` is the number of downloads that allow the action; null if only one is meant. */
  readonly label: (count: number | null) => string
  /** The engine skips downloads whose state does not allow the action. */
  readonly run: (ids: Ids) => void
  /** The keys that do the same in the list, as they are labelled. */
  readonly keys?: string
  readonly isDangerous?: true
}

type Counted = 'pause' | 'resume' | 'retry' | 'verify' | 'cancel' | 'remove'

const counted = (action: Counted) => (count: number | null) =>
  count === null ? t(`actions.${action}`) : t(`list.bulk.${action}`, { count })

const withFirst = (command: (id: DownloadId) => Promise<unknown>) => (ids: Ids) => {
  const [id] = ids
  if (id !== undefined) runCommand(command(id))
}

/** Every action on downloads, for the row, its menu, the selection bar and the palette. */
export const DOWNLOAD_ACTIONS: Readonly<Record<DownloadActionId, DownloadActionSpec>> = {
  open: {
    icon: ExternalLink,
    requires: 'completed',
    label: () => t('actions.open'),
    run: withFirst((id) => window.rill.open(id)),
    keys: 'Enter',
  },
  showInFolder: {
    icon: FolderOpen,
    requires: 'completed',
    label: () => t('actions.showInFolder'),
    run: withFirst((id) => window.rill.showInFolder(id)),
  },
  details: {
    icon: Info,
    requires: 'any',
    label: () => t('list.menu.details'),
    run: ([id]) => {
      if (id !== undefined) openDetails(id)
    },
  },
  changeLink: {
    icon: Link2,
    requires: 'changeLink',
    label: () => t('list.menu.newLink'),
    run: ([id]) => {
      const view = id === undefined ? undefined : useList.getState().byId.get(id)
      if (view !== undefined) openLinkDialog(view)
    },
  },
  pause: {
    icon: Pause,
    requires: 'pause',
    label: counted('pause'),
    run: (ids) => runCommand(window.rill.pause(ids)),
  },
  resume: {
    icon: Play,
    requires: 'resume',
    label: counted('resume'),
    run: (ids) => runCommand(window.rill.resume(ids)),
  },
  retry: {
    icon: RotateCw,
    requires: 'retry',
    label: counted('retry'),
    run: (ids) => runCommand(window.rill.retry(ids)),
  },
  verify: {
    icon: ShieldCheck,
    requires: 'verify',
    label: counted('verify'),
    run: (ids) => runCommand(window.rill.verify(ids)),
  },
  copyLink: {
    icon: Copy,
    requires: 'any',
    label: (count) => t('list.menu.copyLink', { count: count ?? 1 }),
    run: copyLinks,
    keys: 'Ctrl+C',
  },
  copyCurl: {
    icon: SquareTerminal,
    requires: 'any',
    label: () => t('list.menu.copyCurl'),
    run: copyAsCurl,
  },
  top: {
    icon: ArrowUpToLine,
    requires: 'unfinished',
    label: () => t('list.menu.top'),
    run: (ids) => moveInQueue(ids, 'top'),
    keys: 'Alt+Home',
  },
  up: {
    icon: ArrowUp,
    requires: 'unfinished',
    label: () => t('list.menu.up'),
    run: (ids) => moveInQueue(ids, 'up'),
    keys: 'Alt+↑',
  },
  down: {
    icon: ArrowDown,
    requires: 'unfinished',
    label: () => t('list.menu.down'),
    run: (ids) => moveInQueue(ids, 'down'),
    keys: 'Alt+↓',
  },
  bottom: {
    icon: ArrowDownToLine,
    requires: 'unfinished',
    label: () => t('list.menu.bottom'),
    run: (ids) => moveInQueue(ids, 'bottom'),
    keys: 'Alt+End',
  },
  cancel: {
    icon: X,
    requires: 'cancel',
    label: counted('cancel'),
    run: (ids) => trashDownloads(ids, { only: 'cancel' }),
    keys: 'Del',
  },
  remove: {
    icon: Trash2,
    requires: 'remove',
    label: counted('remove'),
    run: (ids) => trashDownloads(ids, { only: 'remove' }),
    keys: 'Del',
  },
  removeWithFile: {
    icon: Trash2,
    requires: 'remove',
    label: (count) =>
      count === null ? t('list.menu.removeWithFile') : t('list.bulk.removeWithFile', { count }),
    run: (ids) => trashDownloads(ids, { only: 'remove', withFile: true }),
    keys: 'Shift+Del',
    isDangerous: true,
  },
}

/** Whether a download in `state` allows the action. */
export function isAllowed(action: DownloadActionId, state: DownloadState): boolean {
  const { requires } = DOWNLOAD_ACTIONS[action]
  switch (requires) {
    case 'any':
      return true
    case 'completed':
      return state === 'completed'
    case 'unfinished':
      return state !== 'completed'
    default:
      return allows(state, requires)
  }
}

/** The number of downloads out of `total` that allow the action, by what the main process counted. */
export function countAllowed(
  action: DownloadActionId,
  counts: ActionCounts,
  total: number,
): number {
  const { requires } = DOWNLOAD_ACTIONS[action]
  // A completed download is the only one that can be verified.
  const { verify: completed } = counts
  switch (requires) {
    case 'any':
      return total
    case 'completed':
      return completed
    case 'unfinished':
      return total - completed
    default:
      return counts[requires]
  }
}
