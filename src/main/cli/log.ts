import { basename, dirname } from 'node:path'
import { exportTimeline } from '../../shared/export-timeline'
import { doneBytes } from '../engine/segments/segment-records'
import { SqliteStore } from '../io/store/sqlite-store'
import type { LogOptions } from './usage'

/** Prints what happened to the download of a file; returns the exit status, 1 if none is known. */
export function log({ file, dataDir }: LogOptions): number {
  const [dir, name] = [dirname(file), basename(file)]
  const store = new SqliteStore({ dataDir, defaultFolder: dir })
  try {
    const record = store.downloads.find(dir, name)
    if (record === null) {
      process.stderr.write(`rill: ${file}: ${dataDir} has no download of this file\n`)
      return 1
    }
    const subject = {
      ...record,
      name: record.fileName ?? name,
      doneBytes: doneBytes(record.segments),
    }
    process.stdout.write(exportTimeline(store.timelines.entries(record.id), subject))
    return 0
  } finally {
    store.close()
  }
}
