import type { DownloadView, Waiting } from '../../../shared/download'
import { shownName } from '../../../shared/name-from-url'
import { type Phase, recordedPhase } from '../life/phase'
import type { DownloadRecord } from '../records'
import { doneBytes as doneBytesOf } from '../segments/segment-records'
import type { TransferStatus } from '../transfer/transfer-status'

/** What is done with a download now. */
interface Activity {
  readonly phase: Phase
  readonly transfer: TransferStatus | undefined
  /** Bytes that a check has read so far; null while none runs. */
  readonly verifiedBytes: number | null
}

/** A download as a person sees it; one that is in the store alone has no activity. */
export function viewOf(record: DownloadRecord, activity?: Activity): DownloadView {
  const { phase = recordedPhase(record), transfer, verifiedBytes = null } = activity ?? {}
  const running = record.state === 'downloading' ? transfer : undefined
  const doneBytes = doneBytesNow(record, transfer)
  const speedBytesPerSec = Math.round(running?.speedBytesPerSec() ?? 0)
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
    waiting: waitingOf(phase),
    addedAtMs: record.addedAtMs,
    finishedAtMs: record.finishedAtMs,
    proof: record.proof,
    verifiedBytes,
  }
}

function waitingOf(phase: Phase): Waiting | null {
  if (phase.name !== 'waiting') return null
  const { reason, error, nextAttemptAtMs } = phase
  return { reason, error, nextAttemptAtMs }
}

/** Bytes on disk: while a transfer runs, more than are on record. */
export function doneBytesNow(record: DownloadRecord, transfer: TransferStatus | undefined): number {
  return transfer?.doneBytes ?? doneBytesOf(record.segments)
}

function etaMs(lengthBytes: number | null, doneBytes: number, speed: number): number | null {
  if (lengthBytes === null || speed === 0) return null
  return Math.round(((lengthBytes - doneBytes) / speed) * 1000)
}
