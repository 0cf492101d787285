/**
 * Reports uncaught errors. Imported before everything else: Electron's own answer to an uncaught
 * exception is a modal dialog that blocks the app, downloads included.
 */

import { app, dialog } from 'electron'
import { describeError } from '../../shared/describe-error'
import { toDownloadError } from '../engine/download-error'
import { t } from './i18n'

let isReported = false

process.on('uncaughtException', reportUncaughtError)
process.on('unhandledRejection', reportUncaughtError)

// After its terminal is closed each write fails, and so would the report of that failure.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

/** Logs the error to standard error; an installed app also shows the first one in a dialog. */
export function reportUncaughtError(error: unknown): void {
  console.error('Unexpected error:', error)
  if (!app.isPackaged || process.env.RILL_E2E === '1' || isReported) return
  isReported = true
  const { happened, remedy } = describeError(toDownloadError(error).info, t)
  dialog.showErrorBox(happened, remedy)
}

/** Exits with an error: without its engine the window could do nothing. */
export function exitAfterFatalError(error: unknown): void {
  reportUncaughtError(error)
  app.exit(1)
}
