import type { DownloadView } from '../../../shared/download'
import { shownName } from '../../../shared/name-from-url'
import type { DownloadRecord } from '../records'
import { doneBytes as doneBytesOf } from '../segments/segment-records'
import type { TransferStatus } from '../transfer/transfer-status'

/** What goes on with a download: what runs for it, and how far a check has come, if any does. */
interface Activity {
  readonly transfer: TransferStatus | undefined
  readonly verifiedBytes: number | null
}

const NOTHING: Activity = { transfer: undefined, verifiedBytes: null }

/** A download as a person sees it. */
export function viewOf(
  record: DownloadRecord,
  { transfer, verifiedBytes }: Activity = NOTHING,
): DownloadView {
  const running = record.state === 'downloading' ? transfer : undefined
  const doneBytes = doneBytesNow(record, transfer)
  const speedBytesPerSec = Math.round(running?.speedBytesPerSec() ?? 0)
  const retrying = running?.retrying ?? null
  return {
    id: record.id,
    url: record.url,
    name: shownName(record),
    dir: record.dir,
    state: record.state,
    doneBytes,
    lengthBytes: record.lengthBytes,
    speedBytesPerSec,
    etaMs: etaMs(record.lengthBytes, doneBytes, speedBytesPerSec),
    connections: running?.connections ?? 0,
    resumable: record.resumable,
    error: record.error,
    retrying: retrying && { error: retrying.error.info, atMs: retrying.atMs },
    addedAtMs: record.addedAtMs,
    finishedAtMs: record.finishedAtMs,
    startAtMs: record.startAtMs,
    proof: record.proof,
    verifiedBytes,
  }
}

/** How much is there: of one that runs more than is on record. */
export function doneBytesNow(record: DownloadRecord, transfer: TransferStatus | undefined): number {
  return transfer?.doneBytes ?? doneBytesOf(record.segments)
}

function etaMs(lengthBytes: number | null, doneBytes: number, speed: number): number | null {
  if (lengthBytes === null || speed === 0) return null
  return Math.round(((lengthBytes - doneBytes) / speed) * 1000)
}
