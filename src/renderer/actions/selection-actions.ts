import type { DownloadId } from '../../shared/download'
import { runCommand } from '../lib/run-command'
import { useSelection } from '../stores/selection'
import type { Action } from './action'

type IdsCommand = (ids: readonly DownloadId[]) => Promise<unknown>

/** What is done with the selected downloads; the engine passes over those for which it makes no sense. */
export const SELECTION_ACTIONS: readonly Action[] = [
  withSelected('pauseSelected', (ids) => window.rill.pause(ids)),
  withSelected('resumeSelected', (ids) => window.rill.resume(ids)),
  withSelected('retrySelected', (ids) => window.rill.retry(ids)),
  withCurrent('openSelected', (id) => window.rill.open(id)),
  withCurrent('showSelected', (id) => window.rill.showInFolder(id)),
]

function withSelected(id: Action['id'], command: IdsCommand): Action {
  return {
    id,
    keys: '',
    run: () => runCommand(command(selectedIds())),
    isEnabled: () => selectedIds().length > 0,
  }
}

function withCurrent(id: Action['id'], command: (id: DownloadId) => Promise<unknown>): Action {
  return {
    id,
    keys: '',
    run: () => {
      const { current } = useSelection.getState()
      if (current !== null) runCommand(command(current))
    },
    isEnabled: () => useSelection.getState().current !== null,
  }
}

/** The row that the keyboard is on counts where nothing else is selected. */
function selectedIds(): DownloadId[] {
  const { ids, current } = useSelection.getState()
  return ids.size === 0 && current !== null ? [current] : [...ids]
}
