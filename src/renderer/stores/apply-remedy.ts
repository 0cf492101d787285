import type { DownloadView } from '../../shared/download'
import type { Remedy } from '../lib/remedies'
import { runCommand } from '../lib/run-command'
import { changeLink, retryDownload, showDownloadInFolder } from './actions'
import { focusOption } from './details'
import { openSettings } from './dialogs'

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
      focusOption(view.id, 'user')
      return
    case 'rename':
      focusOption(view.id, 'name')
      return
    case 'fewer-connections':
      focusOption(view.id, 'connections')
      return
    case 'checksum':
      focusOption(view.id, 'checksum')
  }
}

/** Into another folder, and on from there. */
async function moveElsewhere(view: DownloadView): Promise<void> {
  const dir = await window.rill.chooseFolder(view.dir)
  if (dir === null) return
  await window.rill.changeDownload(view.id, { dir })
  if (view.state === 'failed') await window.rill.retry([view.id])
}
