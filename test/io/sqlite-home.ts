import { onTestFinished } from 'vitest'
import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { FOLDER, type OpenStore, type StoreHome } from '../contracts/store-home'
import { startStoreProcess } from './start-store-process'
import { tempFolder } from './temp-folder'

/** The store in this folder, until the test is over. */
export function openSqlite(dataDir: string): SqliteStore & OpenStore {
  const store = new SqliteStore({ dataDir, defaultFolder: FOLDER })
  let hasEnded = false
  const end = (): void => {
    if (!hasEnded) store.close()
    hasEnded = true
  }
  onTestFinished(end)
  return Object.assign(store, { end })
}

export function sqliteHome(dataDir = tempFolder()): StoreHome {
  return {
    open: () => openSqlite(dataDir),
    startProcess: (url) => startStoreProcess(dataDir, url),
  }
}
