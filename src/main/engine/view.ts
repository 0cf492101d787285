import type { DownloadView } from '../../shared/download'
import type { Download } from './download'
import { doneBytes as doneBytesOf } from './segment-records'
import type { Transfer } from './transfer'

/** A download as a person sees it; `transfer` is what runs for it, if anything does. */
export function viewOf(download: Download, transfer: Transfer | undefined): DownloadView {
  const { record } = download
  const running = record.state === 'downloading' ? transfer : undefined
  const doneBytes = transfer?.doneBytes ?? doneBytesOf(record.segments)
  const speedBytesPerSec = Math.round(running?.speedBytesPerSec() ?? 0)
  const retrying = running?.retrying ?? null
  return {
    id: record.id,
    url: record.url,
    name: download.name,
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
    proof: record.proof,
    verifiedBytes: download.verifiedBytes,
  }
}

function etaMs(lengthBytes: number | null, doneBytes: number, speed: number): number | null {
  if (lengthBytes === null || speed === 0) return null
  return Math.round(((lengthBytes - doneBytes) / speed) * 1000)
}
