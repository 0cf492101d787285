import type Database from 'better-sqlite3'
import type { DownloadId } from '../../../shared/download'
import { type TimelineEntry, timelineEntrySchema } from '../../../shared/timeline'
import type { TimelineStore } from '../../engine/ports/store'
import {
  FIRST_ENTRIES,
  FOLDS_WITHIN,
  foldEntry,
  inherit,
  MOST_ENTRIES,
  mayRepeat,
} from './fold-timeline'
import type { SqliteTransactions } from './transactions'

/** The timeline of each download. Repeated entries are folded, long timelines are shortened. */
export class Timelines implements TimelineStore {
  readonly #transactions: SqliteTransactions
  readonly #statements

  constructor(db: Database.Database, transactions: SqliteTransactions) {
    this.#transactions = transactions
    this.#statements = prepare(db)
  }

  note(id: DownloadId, entry: TimelineEntry): void {
    this.#transactions.write(() => {
      const { newestNotes, rewriteNote } = this.#statements
      const newest = mayRepeat(entry) ? (newestNotes.all(id, FOLDS_WITHIN) as TimelineRow[]) : []
      const folded = foldEntry(newest.map(toEntry), entry)
      const row = folded === null ? undefined : newest[folded.index]
      if (folded === null || row === undefined) {
        this.begin(id, entry)
        this.#shorten(id)
      } else {
        rewriteNote.run({ rowId: row.rowId, facts: JSON.stringify(folded.entry.facts) })
      }
    })
  }

  noteAll(ids: readonly DownloadId[], entry: TimelineEntry): void {
    this.#transactions.write(() => {
      const { those, noteAll, longTimelines } = this.#statements
      const named = JSON.stringify(ids)
      if (mayRepeat(entry)) {
        for (const { id } of those.all(named) as { id: number }[]) this.note(id, entry)
      } else {
        noteAll.run({ ...entry, facts: JSON.stringify(entry.facts), ids: named })
        const long = longTimelines.all(named, MOST_ENTRIES) as { id: number }[]
        for (const { id } of long) this.#shorten(id)
      }
    })
  }

  /** Writes the first entry of a download, within a transaction. */
  begin(id: DownloadId, { atMs, kind, facts }: TimelineEntry): void {
    this.#statements.note.run(id, atMs, kind, JSON.stringify(facts))
  }

  /** Oldest first. */
  entries(id: DownloadId): TimelineEntry[] {
    const { timeline } = this.#statements
    const rows = this.#transactions.attempt(() => timeline.all(id) as TimelineRow[])
    // Ignores entries of kinds that another version wrote.
    return rows.map(toEntry).filter((entry) => timelineEntrySchema.safeParse(entry).success)
  }

  #shorten(id: DownloadId): void {
    const { countNotes, notesFrom, rewriteNote, deleteNote } = this.#statements
    if ((countNotes.get(id) as { notes: number }).notes <= MOST_ENTRIES) return
    const [dropped, heir] = notesFrom.all(id, FIRST_ENTRIES) as TimelineRow[]
    if (dropped === undefined || heir === undefined) return
    const { facts } = inherit(toEntry(dropped), toEntry(heir))
    deleteNote.run(dropped.rowId)
    rewriteNote.run({ rowId: heir.rowId, facts: JSON.stringify(facts) })
  }
}

type TimelineRow = Omit<TimelineEntry, 'facts'> & {
  readonly rowId: number
  readonly facts: string
}

function toEntry({ atMs, kind, facts }: TimelineRow): TimelineEntry {
  return { atMs, kind, facts: JSON.parse(facts) as TimelineEntry['facts'] }
}

const NOTES = 'SELECT id AS rowId, at_ms AS atMs, kind, facts FROM timeline WHERE download_id = ?'

function prepare(db: Database.Database) {
  return {
    those: db.prepare('SELECT id FROM downloads WHERE id IN (SELECT value FROM json_each(?))'),
    note: db.prepare('INSERT INTO timeline (download_id, at_ms, kind, facts) VALUES (?, ?, ?, ?)'),
    noteAll: db.prepare(
      `INSERT INTO timeline (download_id, at_ms, kind, facts)
       SELECT id, @atMs, @kind, @facts FROM downloads
       WHERE id IN (SELECT value FROM json_each(@ids))`,
    ),
    longTimelines: db.prepare(
      `SELECT download_id AS id FROM timeline
       WHERE download_id IN (SELECT value FROM json_each(?)) GROUP BY download_id HAVING count(*) > ?`,
    ),
    rewriteNote: db.prepare('UPDATE timeline SET facts = @facts WHERE id = @rowId'),
    deleteNote: db.prepare('DELETE FROM timeline WHERE id = ?'),
    countNotes: db.prepare('SELECT count(*) AS notes FROM timeline WHERE download_id = ?'),
    timeline: db.prepare(`${NOTES} ORDER BY id`),
    newestNotes: db.prepare(`${NOTES} ORDER BY id DESC LIMIT ?`),
    notesFrom: db.prepare(`${NOTES} ORDER BY id LIMIT 2 OFFSET ?`),
  }
}
