import type { DownloadView } from '../../shared/download'
import type { Remedy } from '../lib/remedies'
import { runCommand } from '../lib/run-command'
import { focusOption } from '../stores/details'
import { openLinkDialog, openSettings } from '../stores/dialogs'
import { DOWNLOAD_ACTIONS } from './download-actions'

/** Runs a remedy for the error of a download. */
export function applyRemedy(remedy: Remedy, view: DownloadView): void {
  switch (remedy) {
    case 'retry':
    case 'repair':
    case 'start-over':
      DOWNLOAD_ACTIONS.retry.run([view.id])
      return
    case 'new-link':
      openLinkDialog(view)
      return
    case 'open-link':
      runCommand(window.rill.openLink(view.id))
      return
    case 'choose-folder':
      runCommand(moveElsewhere(view))
      return
    case 'show-folder':
      DOWNLOAD_ACTIONS.showInFolder.run([view.id])
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

/** Asks for another folder, moves the download there, and retries a failed one. */
async function moveElsewhere(view: DownloadView): Promise<void> {
  const dir = await window.rill.chooseFolder(view.dir)
  if (dir === null) return
  await window.rill.changeDownload(view.id, { dir })
  if (view.state === 'failed') await window.rill.retry([view.id])
}
