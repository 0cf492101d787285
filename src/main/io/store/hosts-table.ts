import type Database from 'better-sqlite3'
import type { HostStore } from '../../engine/ports/store'
import type { HostRecord } from '../../engine/records'
import type { SqliteTransactions } from './transactions'

/** How many connections each host accepted, one row per host. */
export class HostsTable implements HostStore {
  readonly #transactions: SqliteTransactions
  readonly #select: Database.Statement
  readonly #upsert: Database.Statement

  constructor(db: Database.Database, transactions: SqliteTransactions) {
    this.#transactions = transactions
    this.#select = db.prepare(
      `SELECT host, most_connections AS mostConnections, seen_at_ms AS seenAtMs
       FROM hosts WHERE host = ?`,
    )
    this.#upsert = db.prepare(
      `INSERT INTO hosts (host, most_connections, seen_at_ms)
       VALUES (@host, @mostConnections, @seenAtMs)
       ON CONFLICT (host) DO UPDATE
       SET most_connections = excluded.most_connections, seen_at_ms = excluded.seen_at_ms`,
    )
  }

  read(host: string): HostRecord | null {
    return this.#transactions.attempt(() => {
      return (this.#select.get(host) as HostRecord | undefined) ?? null
    })
  }

  write(record: HostRecord): void {
    this.#transactions.write(() => this.#upsert.run(record))
  }
}
