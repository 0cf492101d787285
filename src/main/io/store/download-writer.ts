import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'
import { NO_OPTIONS } from '../../../shared/download-options'
import type { TimelineEntry } from '../../../shared/timeline'
import type { DownloadStore } from '../../engine/ports/store'
import type { DownloadDraft, DownloadPatch, DownloadRecord } from '../../engine/records'
import { DownloadReader } from './download-reader'
import { newRecord, optionsText, toColumns } from './download-rows'
import { type Listed, type ListKeys, listKeys } from './list-keys'
import type { Timelines } from './timelines'
import type { SqliteTransactions } from './transactions'

interface DownloadWriterOptions {
  readonly db: Database.Database
  /** The session that owns new downloads. */
  readonly session: string
  readonly timelines: Timelines
  readonly transactions: SqliteTransactions
}

/** Reads downloads, and writes them with the keys by which they are listed. */
export class DownloadWriter extends DownloadReader implements DownloadStore {
  readonly #db: Database.Database
  readonly #session: string
  readonly #timelines: Timelines
  readonly #transactions: SqliteTransactions
  readonly #statements
  readonly #updates = new Map<string, Database.Statement>()

  constructor({ db, session, timelines, transactions }: DownloadWriterOptions) {
    super(db, transactions)
    this.#db = db
    this.#session = session
    this.#timelines = timelines
    this.#transactions = transactions
    this.#statements = prepare(db)
  }

  insert(
    drafts: readonly DownloadDraft[],
    firstEntry?: (draft: DownloadDraft) => TimelineEntry,
  ): DownloadRecord[] {
    this.#transactions.listsMayChange()
    return this.#transactions.durably(() => {
      const { lastRank, insert } = this.#statements
      let { rank } = lastRank.get() as { rank: number }
      let options: Pick<DownloadDraft, 'options'> & { readonly text: string } = NO_OPTIONS_TEXT
      return drafts.map((draft) => {
        rank += 1
        if (draft.options !== options.options) {
          options = { options: draft.options, text: optionsText(draft.options) }
        }
        const { url, dir, wishedName, state, addedAtMs, startAtMs = null } = draft
        const keys = listKeys({ url, dir, wished_name: wishedName, file_name: null })
        const { name_key, extension, host, link_key, folder_key } = keys
        // By position: binding by name would take a third of the whole time.
        const { lastInsertRowid } = insert.run(
          ...[url, dir, wishedName, options.text, state, addedAtMs, this.#session, rank],
          ...[name_key, extension, host, link_key, folder_key, startAtMs],
        )
        const id = Number(lastInsertRowid)
        if (firstEntry !== undefined) this.#timelines.begin(id, firstEntry(draft))
        return newRecord(draft, id, rank)
      })
    })
  }

  update(id: DownloadId, patch: DownloadPatch): void {
    const columns: Columns = toColumns(patch)
    if (isEmpty(columns)) return
    this.#transactions.listsMayChange()
    this.#transactions.write(() => {
      const keys = changesKeys(columns) ? this.#newKeys(id, columns) : {}
      const values = { ...columns, ...keys }
      this.#updateOf(values, 'id = @id').run({ ...values, id })
    })
  }

  updateAll(ids: readonly DownloadId[], patch: DownloadPatch): void {
    const columns: Columns = toColumns(patch)
    if (isEmpty(columns)) return
    this.#transactions.listsMayChange()
    this.#transactions.write(() => {
      if (changesKeys(columns)) for (const id of ids) this.update(id, patch)
      else {
        const update = this.#updateOf(columns, 'id IN (SELECT value FROM json_each(@ids))')
        update.run({ ...columns, ids: JSON.stringify(ids) })
      }
    })
  }

  remove(ids: readonly DownloadId[]): void {
    this.#transactions.listsMayChange()
    this.#transactions.write(() => {
      for (const id of ids) this.#statements.remove.run(id)
    })
  }

  #updateOf(columns: Columns, where: string): Database.Statement {
    const assignments = Object.keys(columns).map((column) => `${column} = @${column}`)
    const sql = `UPDATE downloads SET ${assignments.join()} WHERE ${where}`
    const statement = this.#updates.get(sql) ?? this.#db.prepare(sql)
    this.#updates.set(sql, statement)
    return statement
  }

  /** The list keys of a download after this change. */
  #newKeys(id: DownloadId, columns: Columns): ListKeys | null {
    const before = this.#statements.listed.get(id) as Listed | undefined
    return before === undefined ? null : listKeys({ ...before, ...columns })
  }
}

type Columns = Readonly<Record<string, string | number | null>>

const NO_OPTIONS_TEXT = { options: NO_OPTIONS, text: optionsText(NO_OPTIONS) }

function isEmpty(columns: Columns): boolean {
  return Object.keys(columns).length === 0
}

function changesKeys(columns: Columns): boolean {
  return ['url', 'dir', 'wished_name', 'file_name'].some((column) => column in columns)
}

function prepare(db: Database.Database) {
  return {
    listed: db.prepare('SELECT url, dir, wished_name, file_name FROM downloads WHERE id = ?'),
    lastRank: db.prepare('SELECT coalesce(max(rank), 0) AS rank FROM downloads'),
    insert: db.prepare(
      `INSERT INTO downloads (url, dir, wished_name, options, state, added_at_ms, session, rank,
                              name_key, extension, host, link_key, folder_key, start_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    remove: db.prepare('DELETE FROM downloads WHERE id = ?'),
  }
}
