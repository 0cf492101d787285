/** What a person does with one download. */
import type { DownloadView } from '../../shared/download'
import { runCommand } from '../lib/run-command'
import { discard } from './bulk-actions'
import { openLinkDialog } from './dialogs'

export function pauseDownload({ id }: DownloadView): void {
  runCommand(window.rill.pause([id]))
}

export function resumeDownload({ id }: DownloadView): void {
  runCommand(window.rill.resume([id]))
}

export function retryDownload({ id }: DownloadView): void {
  runCommand(window.rill.retry([id]))
}

export function verifyDownload({ id }: DownloadView): void {
  runCommand(window.rill.verify([id]))
}

export function changeLink(view: DownloadView): void {
  openLinkDialog(view)
}

/** Ends the download; its unfinished file goes to the trash, unless the person wants it back. */
export function cancelDownload({ id }: DownloadView): void {
  discard([id])
}

/** Takes the download off the list. A finished file stays where it is. */
export function removeDownload({ id }: DownloadView): void {
  discard([id])
}

export function openDownload({ id }: DownloadView): void {
  runCommand(window.rill.open(id))
}

export function showDownloadInFolder({ id }: DownloadView): void {
  runCommand(window.rill.showInFolder(id))
}
