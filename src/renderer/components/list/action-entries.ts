import type { ActionCounts } from '../../../shared/ipc/selection'
import {
  countAllowed,
  DOWNLOAD_ACTIONS,
  type DownloadActionId,
} from '../../actions/download-actions'
import type { Ids } from '../../stores/bulk-actions'
import type { MenuEntry } from '../ui/menu'

const LINE: MenuEntry = { kind: 'line' }

/** The menu entries of the allowed actions; a line separates the groups. */
export function actionEntries(
  groups: readonly (readonly DownloadActionId[])[],
  ids: Ids,
  counts: ActionCounts,
): MenuEntry[] {
  const count = (action: DownloadActionId): number => countAllowed(action, counts, ids.length)
  return groups
    .map((group) => group.filter((action) => count(action) > 0))
    .filter((group) => group.length > 0)
    .flatMap((group, at) => [
      ...(at === 0 ? [] : [LINE]),
      ...group.map((action) => entryFor(action, ids, count(action))),
    ])
}

/** The label counts the downloads, unless the menu is for a single one. */
function entryFor(action: DownloadActionId, ids: Ids, count: number): MenuEntry {
  const { icon, label, run, keys, isDangerous } = DOWNLOAD_ACTIONS[action]
  return {
    kind: 'item',
    icon,
    label: label(ids.length === 1 ? null : count),
    run: () => run(ids),
    ...(keys === undefined ? {} : { keys }),
    ...(isDangerous === undefined ? {} : { isDangerous }),
  }
}
