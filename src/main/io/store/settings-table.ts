import type Database from 'better-sqlite3'
import type { Settings } from '../../../shared/settings'
import type { SettingsStore } from '../../engine/ports/store'
import { type SettingRow, toSettings } from './setting-rows'
import type { SqliteTransactions } from './transactions'

/** The settings that a person has changed, one row per setting. */
export class SettingsTable implements SettingsStore {
  readonly #transactions: SqliteTransactions
  readonly #defaultFolder: string
  readonly #select: Database.Statement
  readonly #upsert: Database.Statement

  constructor(db: Database.Database, transactions: SqliteTransactions, defaultFolder: string) {
    this.#transactions = transactions
    this.#defaultFolder = defaultFolder
    this.#select = db.prepare('SELECT key, value FROM settings')
    this.#upsert = db.prepare(
      `INSERT INTO settings (key, value) VALUES (@key, @value)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    )
  }

  read(): Settings {
    const rows = this.#transactions.attempt(() => this.#select.all() as SettingRow[])
    return toSettings(rows, this.#defaultFolder)
  }

  write(patch: Partial<Settings>): void {
    this.#transactions.durably(() => {
      for (const [key, value] of Object.entries(patch)) {
        this.#upsert.run({ key, value: JSON.stringify(value) })
      }
    })
  }
}
