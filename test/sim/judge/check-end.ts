import type { DownloadRecord } from '../../../src/main/engine/records'
import type { DownloadId } from '../../../src/shared/download'
import type { Stage } from '../world/stage'
import type { BytesWatch } from './watch-bytes'

/** Checks the end: every file is right, no other file exists, and nothing is open. */
export function checkEnd(stage: Stage, bytes: BytesWatch): void {
  const { judge, book, store, disk, network, process } = stage
  if (process === null) return
  const expected = new Set<string>(book.leftBehind)
  const overwritten = overwrittenOf(store.records())
  for (const record of store.records()) {
    if (record.state !== 'completed') {
      if (record.partName !== null) expected.add(`${record.dir}/${record.partName}`)
      continue
    }
    if (overwritten.has(record.id)) continue
    bytes.checkFinished(record)
    expected.add(`${record.dir}/${record.fileName}`)
  }
  for (const path of disk.list()) {
    // A reservation of a killed process that it had not recorded yet.
    const isOrphan = stage.lives > 1 && disk.read(path)?.byteLength === 0
    const isCrumb = stage.lives > 1 && book.wasMoved(path)
    if (!expected.has(path) && !isOrphan && !isCrumb)
      judge.fail('doubled', `${path} belongs to no download`)
  }
  const connections = network.openConnections(process).length
  const handles = disk.openHandles(process)
  if (connections > 0) judge.fail('leak', `${connections} connections are open, with nothing to do`)
  if (handles > 0) judge.fail('leak', `${handles} files are open, with nothing to do`)
}

/** Downloads whose file a later download replaced, as the person wished. */
function overwrittenOf(records: readonly DownloadRecord[]): Set<DownloadId> {
  const latest = new Map<string, DownloadRecord>()
  const overwritten = new Set<DownloadId>()
  for (const record of records) {
    if (record.state !== 'completed') continue
    const path = `${record.dir}/${record.fileName}`
    const other = latest.get(path)
    const isLater = (record.finishedAtMs ?? 0) > (other?.finishedAtMs ?? 0)
    if (other !== undefined) overwritten.add(isLater ? other.id : record.id)
    if (isLater) latest.set(path, record)
  }
  return overwritten
}
