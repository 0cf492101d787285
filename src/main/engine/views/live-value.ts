import type { LiveColumn } from '../../../shared/list-query'
import { recordedPhase } from '../life/phase'
import type { DownloadRecord } from '../records'
import type { TransferStatus } from '../transfer/transfer-status'
import { doneBytesNow, viewOf } from './view'

/** What a download has of this now; null if it cannot be told. */
export function liveValue(
  column: LiveColumn,
  record: DownloadRecord,
  transfer: TransferStatus | undefined,
): number | null {
  // Asked of a whole queue at once, so without a view of each.
  if (column === 'progress') {
    const { lengthBytes } = record
    if (lengthBytes === null) return null
    return lengthBytes === 0 ? 1 : doneBytesNow(record, transfer) / lengthBytes
  }
  const view = viewOf(record, { phase: recordedPhase(record), transfer, verifiedBytes: null })
  switch (column) {
    case 'speed':
      return view.speedBytesPerSec
    case 'eta':
      return view.etaMs
    case 'connections':
      return view.connections
  }
}
