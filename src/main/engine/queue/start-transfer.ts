import type { Settings } from '../../../shared/settings'
import { CancelledError, type Coroutine } from '../../kernel'
import type { RetryWait } from '../connections/retry-wait'
import { Throttle } from '../connections/throttle'
import { type DownloadError, toDownloadError } from '../download-error'
import type { HostAccess } from '../hosts/host-access'
import type { Download } from '../life/download'
import type { Policy } from '../policy'
import type { Ports } from '../ports/ports'
import { requestOptionsOf } from '../requests/request-options'
import { Transfer } from '../transfer/transfer'

export interface TransferContext {
  readonly ports: Ports
  readonly policy: Policy
  readonly settings: () => Settings
  readonly access: HostAccess
  /** Of all downloads together. */
  readonly throttle: Throttle
  readonly retryWait: RetryWait
  /** Called when the transfer waits for the disk only. */
  readonly finalizing: () => void
}

/** A transfer by the download's own options, and by the settings where it has none. */
export function makeTransfer(download: Download, context: TransferContext): Transfer {
  const { ports, policy, settings, access, throttle, retryWait, finalizing } = context
  return new Transfer({
    download,
    ports,
    policy,
    request: () => requestOptionsOf(download.record.options, settings()),
    connections: () => {
      const { connections } = download.record.options
      return connections === null
        ? { most: settings().connectionsPerDownload, by: 'settings' }
        : { most: connections, by: 'person' }
    },
    findChecksums: settings().findChecksums,
    throttle: new Throttle(download.record.options.limitBytesPerSec, throttle),
    access,
    retryWait,
    finalizing,
  })
}

export interface TransferOutcome {
  readonly completed: (download: Download) => void
  readonly failed: (download: Download, error: DownloadError) => void
}

/** Runs a transfer to its end, of which the outcome is told. */
export function* runTransfer(
  download: Download,
  transfer: Transfer,
  { completed, failed }: TransferOutcome,
): Coroutine<void> {
  try {
    yield* transfer.run()
  } catch (thrown) {
    if (thrown instanceof CancelledError) throw thrown
    failed(download, toDownloadError(thrown))
    return
  }
  completed(download)
}
