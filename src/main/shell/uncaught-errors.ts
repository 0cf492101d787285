/**
 * Catches what nobody caught. Imported before everything else, because Electron's own answer to an
 * uncaught exception is a modal box that holds up the app, downloads included.
 */

import { app, dialog } from 'electron'
import { describeError } from '../../shared/describe-error'
import { toDownloadError } from '../engine/download-error'
import { t } from './i18n'

let told = false

process.on('uncaughtException', reportUncaughtError)
process.on('unhandledRejection', reportUncaughtError)

// A terminal that was closed makes each write to it an error, and the report of that error too.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

/** Writes the error to standard error and, in an installed app, tells the person once. */
export function reportUncaughtError(error: unknown): void {
  console.error('Rill met an error that it did not expect:', error)
  if (!app.isPackaged || process.env.RILL_E2E === '1' || told) return
  told = true
  const { happened, remedy } = describeError(toDownloadError(error).info, t)
  dialog.showErrorBox(happened, remedy)
}

/** Ends an app that cannot start: without its engine it would be a window that does nothing. */
export function giveUp(error: unknown): void {
  reportUncaughtError(error)
  app.exit(1)
}
