import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'
import type { Settings } from '../../../shared/settings'
import { type SpeedRecord, speedRecordSchema } from '../../../shared/speed-record'
import type { HostRecord } from '../../engine/ports'
import { type SettingRow, toSettings } from './setting-rows'
import type { Transactions } from './transactions'

/** What is kept as it was given: settings, what hosts were found to take, and speeds. */
export class Remembered {
  readonly #transactions: Transactions
  readonly #defaultFolder: string
  readonly #statements

  constructor(db: Database.Database, transactions: Transactions, defaultFolder: string) {
    this.#transactions = transactions
    this.#defaultFolder = defaultFolder
    this.#statements = prepare(db)
  }

  speeds(id: DownloadId): SpeedRecord | null {
    const { speeds } = this.#statements
    const history = this.#transactions.attempt(() => speeds.get(id) as string | undefined)
    return history === undefined
      ? null
      : (speedRecordSchema.safeParse(JSON.parse(history)).data ?? null)
  }

  writeSpeeds(id: DownloadId, record: SpeedRecord): void {
    const { writeSpeeds } = this.#statements
    this.#transactions.write(() => writeSpeeds.run({ id, history: JSON.stringify(record) }))
  }

  host(host: string): HostRecord | null {
    return this.#transactions.attempt(() => {
      return (this.#statements.host.get(host) as HostRecord | undefined) ?? null
    })
  }

  rememberHost(record: HostRecord): void {
    this.#transactions.write(() => this.#statements.writeHost.run(record))
  }

  settings(): Settings {
    const { settings } = this.#statements
    const rows = this.#transactions.attempt(() => settings.all() as SettingRow[])
    return toSettings(rows, this.#defaultFolder)
  }

  /** They are on disk when it returns. */
  writeSettings(patch: Partial<Settings>): void {
    this.#transactions.durably(() => {
      for (const [key, value] of Object.entries(patch)) {
        this.#statements.writeSetting.run({ key, value: JSON.stringify(value) })
      }
    })
  }
}

function prepare(db: Database.Database) {
  return {
    speeds: db.prepare('SELECT history FROM speeds WHERE download_id = ?').pluck(),
    writeSpeeds: db.prepare(
      `INSERT INTO speeds (download_id, history) SELECT id, @history FROM downloads WHERE id = @id
       ON CONFLICT (download_id) DO UPDATE SET history = excluded.history`,
    ),
    host: db.prepare(
      `SELECT host, most_connections AS mostConnections, seen_at_ms AS seenAtMs
       FROM hosts WHERE host = ?`,
    ),
    writeHost: db.prepare(
      `INSERT INTO hosts (host, most_connections, seen_at_ms)
       VALUES (@host, @mostConnections, @seenAtMs)
       ON CONFLICT (host) DO UPDATE
       SET most_connections = excluded.most_connections, seen_at_ms = excluded.seen_at_ms`,
    ),
    settings: db.prepare('SELECT key, value FROM settings'),
    writeSetting: db.prepare(
      `INSERT INTO settings (key, value) VALUES (@key, @value)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    ),
  }
}
