import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { FOLDER, workInStore } from '../contracts/store-home'

const [dataDir = '', url = ''] = process.argv.slice(2)

// What the process of `startStoreProcess` does: works, tells so, and stays until it is killed.
const store = new SqliteStore({ dataDir, defaultFolder: FOLDER })
process.stdout.write(`${workInStore(store, url)}\n`)
process.stdin.resume()
