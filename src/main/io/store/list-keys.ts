import type { Database } from 'better-sqlite3'
import { extensionOf } from '../../../shared/extension-of'
import { fold, isPlain } from '../../../shared/fold'
import { shownName } from '../../../shared/name-from-url'

/** What the keys are made of. */
export interface Listed {
  readonly url: string
  readonly dir: string
  readonly wished_name: string | null
  readonly file_name: string | null
}

/** Columns by which lists are sorted, filtered and searched. */
export interface ListKeys {
  /** The name that is shown, folded. */
  readonly name_key: string
  /** Behind the last dot of the name, in lower case, without the dot; empty if there is none. */
  readonly extension: string
  readonly host: string
  /** The link and the folder, folded; null where LIKE finds the same in them as they are. */
  readonly link_key: string | null
  readonly folder_key: string | null
}

export function listKeys({ url, dir, wished_name, file_name }: Listed): ListKeys {
  const link = new URL(url)
  const name = fold(shownName({ fileName: file_name, wishedName: wished_name, url: link }))
  return {
    name_key: name,
    extension: extensionOf(name),
    host: link.host,
    link_key: foldedUnlessPlain(url),
    folder_key: foldedUnlessPlain(dir),
  }
}

function foldedUnlessPlain(text: string): string | null {
  return isPlain(text) ? null : fold(text)
}

/** Gives every download its keys, as a step of migration. */
export function fillListKeys(db: Database): void {
  const write = db.prepare(
    `UPDATE downloads
     SET name_key = @name_key, extension = @extension, host = @host, link_key = @link_key,
         folder_key = @folder_key
     WHERE id = @id`,
  )
  const all = db.prepare('SELECT id, url, dir, wished_name, file_name FROM downloads').all()
  for (const row of all as (Listed & { readonly id: number })[]) {
    write.run({ id: row.id, ...listKeys(row) })
  }
}
