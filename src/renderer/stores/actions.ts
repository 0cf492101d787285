/** What a person does with one download. */

import { toast } from 'sonner'
import { allows, type DownloadView } from '../../shared/download'
import { t } from '../lib/i18n'
import { messageOf, runCommand } from '../lib/run-command'
import { openLinkDialog } from './dialogs'

const UNDO_MS = 10_000

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

/** Ends the download and deletes its unfinished file; a toast offers to begin again. */
export function cancelDownload(view: DownloadView): void {
  withWayBack(window.rill.cancel([view.id]), t('toasts.cancelled', { name: view.name }), view)
}

/** Takes the download off the list. A finished file stays where it is. */
export function removeDownload(view: DownloadView): void {
  const removal = window.rill.remove([view.id])
  if (view.state === 'completed') runCommand(removal)
  else withWayBack(removal, t('toasts.removed', { name: view.name }), view)
}

export function openDownload({ id }: DownloadView): void {
  runCommand(window.rill.open(id))
}

export function showDownloadInFolder({ id }: DownloadView): void {
  runCommand(window.rill.showInFolder(id))
}

/** The one thing that Space does: pause what runs or waits, start what doesn't. */
export function toggleDownload(view: DownloadView): void {
  if (allows(view.state, 'pause')) pauseDownload(view)
  else if (allows(view.state, 'resume')) resumeDownload(view)
  else if (allows(view.state, 'retry')) retryDownload(view)
}

/** What Delete does: cancels what is unfinished, takes the rest off the list. */
export function discardDownload(view: DownloadView): void {
  if (allows(view.state, 'cancel')) cancelDownload(view)
  else if (allows(view.state, 'remove')) removeDownload(view)
}

function withWayBack(command: Promise<void>, text: string, { url, dir }: DownloadView): void {
  const addAgain = (): void => {
    runCommand(window.rill.addDownloads({ urls: [url], dir, paused: false }))
  }
  command.then(
    () => {
      toast(text, { duration: UNDO_MS, action: { label: t('toasts.addAgain'), onClick: addAgain } })
    },
    (error: unknown) => {
      toast.error(messageOf(error))
    },
  )
}
