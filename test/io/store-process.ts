import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { NO_OPTIONS } from '../../src/shared/download-options'

const [dataDir = '', url = ''] = process.argv.slice(2)

// What the process of `startStoreProcess` does: writes, tells so, and stays until it is killed.
const store = new SqliteStore({ dataDir, defaultFolder: '/folder' })
const [record] = store.insert([
  { url, dir: '/folder', wishedName: null, options: NO_OPTIONS, state: 'queued', addedAtMs: 1 },
])
if (record === undefined) throw new Error('nothing was inserted')
store.update(record.id, { state: 'downloading', partName: 'x.part', lengthBytes: 100 })
store.checkpoint(record.id, [{ start: 0, position: 40, end: 100 }])
store.writeSettings({ simultaneousDownloads: 3 })
process.stdout.write(`${record.id}\n`)
process.stdin.resume()
