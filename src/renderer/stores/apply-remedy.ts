import type { DownloadView } from '../../shared/download'
import type { Remedy } from '../lib/remedies'
import { runCommand } from '../lib/run-command'
import { changeLink, retryDownload, showDownloadInFolder } from './actions'
import { openDetails, showDetailsOf } from './details'
import { openSettings } from './dialogs'
import { makeCurrent, only, useSelection } from './selection'

/** Does what the button of a remedy says. */
export function applyRemedy(remedy: Remedy, view: DownloadView): void {
  switch (remedy) {
    case 'retry':
    case 'repair':
    case 'start-over':
      retryDownload(view)
      return
    case 'new-link':
      changeLink(view)
      return
    case 'open-link':
      runCommand(window.rill.openLink(view.id))
      return
    case 'choose-folder':
      runCommand(moveElsewhere(view))
      return
    case 'show-folder':
      showDownloadInFolder(view)
      return
    case 'proxy':
      openSettings()
      return
    case 'log-in':
      leadTo(view, 'user')
      return
    case 'rename':
      leadTo(view, 'name')
      return
    case 'fewer-connections':
      leadTo(view, 'connections')
      return
    case 'checksum':
      leadTo(view, 'checksum')
  }
}

/** Into another folder, and on from there. */
async function moveElsewhere(view: DownloadView): Promise<void> {
  const dir = await window.rill.chooseFolder(view.dir)
  if (dir === null) return
  await window.rill.changeDownload(view.id, { dir })
  if (view.state === 'failed') await window.rill.retry([view.id])
}

function leadTo({ id }: DownloadView, field: Parameters<typeof openDetails>[1]): void {
  if (useSelection.getState().ids.size > 0) useSelection.setState(only(id))
  makeCurrent(id)
  showDetailsOf(id)
  openDetails('options', field)
}
