import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { GroupCommit } from '../../src/main/io/store/group-commit'
import { tempFolder } from './temp-folder'

let db: Database.Database
let other: Database.Database
let writes: GroupCommit

function open(path: string): Database.Database {
  const opened = new Database(path)
  opened.pragma('journal_mode = WAL')
  opened.pragma('foreign_keys = ON')
  onTestFinished(() => void opened.close())
  return opened
}

beforeEach(() => {
  const path = join(tempFolder(), 'x.db')
  db = open(path)
  other = open(path)
  db.exec('CREATE TABLE parents (id INTEGER PRIMARY KEY)')
  db.exec(
    'CREATE TABLE notes (text TEXT, parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)',
  )
  writes = new GroupCommit(db)
})

const note = (text: string, parent: number | null = null): void =>
  writes.step(() => db.prepare('INSERT INTO notes VALUES (?, ?)').run(text, parent))

const notes = (seenBy: Database.Database): unknown[] =>
  seenBy.prepare('SELECT text FROM notes').pluck().all()

describe('a deferred commit', () => {
  it('is seen at once here, and elsewhere after the turn', async () => {
    writes.deferCommit(() => note('a'))
    writes.deferCommit(() => note('b'))
    expect(notes(db)).toEqual(['a', 'b'])
    expect(notes(other)).toEqual([])
    await turn()
    expect(notes(other)).toEqual(['a', 'b'])
  })

  it('is on record with whatever is committed after it', () => {
    writes.deferCommit(() => note('a'))
    note('b')
    expect(notes(other)).toEqual(['a', 'b'])
    writes.deferCommit(() => note('c'))
    writes.commit()
    expect(notes(other)).toEqual(['a', 'b', 'c'])
  })

  it('takes back its own alone when it fails', async () => {
    writes.deferCommit(() => note('a'))
    const failing = (): void => {
      note('b')
      throw new Error('in the middle')
    }
    expect(() => writes.deferCommit(failing)).toThrow('in the middle')
    expect(() => writes.now(failing)).toThrow('in the middle')
    await turn()
    expect(notes(other)).toEqual(['a'])
  })

  it('is done once more, in its place, after a commit that failed', async () => {
    writes.deferCommit(() => note('a'))
    writes.deferCommit(() => note('of 7', 7))
    await turn()
    expect(notes(db)).toEqual([])
    // Nobody builds upon what is not there.
    expect(() => writes.commit()).toThrow('FOREIGN KEY')
    expect(() => note('b')).toThrow('FOREIGN KEY')
    other.exec('INSERT INTO parents VALUES (7)')
    note('c')
    expect(notes(other)).toEqual(['a', 'of 7', 'c'])
  })
})
