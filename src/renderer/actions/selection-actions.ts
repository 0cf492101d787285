import type { DownloadId } from '../../shared/download'
import { useList } from '../stores/list'
import { useSelection } from '../stores/selection'
import type { Action } from './action'
import { DOWNLOAD_ACTIONS, type DownloadActionId, isAllowed } from './download-actions'

/** The actions on selected downloads that have a name and may have keys. */
export const SELECTION_ACTIONS: readonly Action[] = [
  forDownloads('pauseSelected', 'pause', selectedIds),
  forDownloads('resumeSelected', 'resume', selectedIds),
  forDownloads('retrySelected', 'retry', selectedIds),
  forDownloads('openSelected', 'open', currentId),
  forDownloads('showSelected', 'showInFolder', currentId),
]

function forDownloads(
  id: Action['id'],
  action: DownloadActionId,
  idsOf: () => readonly DownloadId[],
): Action {
  return {
    id,
    keys: '',
    run: () => DOWNLOAD_ACTIONS[action].run(idsOf()),
    isEnabled: () => idsOf().some((one) => mayAllow(action, one)),
  }
}

/** Rows out of sight are not loaded: their state is unknown, and the engine decides. */
function mayAllow(action: DownloadActionId, id: DownloadId): boolean {
  const view = useList.getState().byId.get(id)
  return view === undefined || isAllowed(action, view.state)
}

function currentId(): DownloadId[] {
  const { current } = useSelection.getState()
  return current === null ? [] : [current]
}

/** The selection, or the current row if nothing is selected. */
function selectedIds(): DownloadId[] {
  const { ids } = useSelection.getState()
  return ids.size === 0 ? currentId() : [...ids]
}
