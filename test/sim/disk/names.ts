import { Inode } from './inode'

export type Node = Inode | 'folder'

/** One step of the journal: names that are set or removed together. */
interface Change {
  readonly sets: readonly (readonly [path: string, node: Node | null])[]
  /** The file that the change concerns. */
  readonly inode: Inode | null
  /** Reverts what the change did beyond the names. */
  readonly undo?: () => void
}

/**
 * The files and folders by path. Changes go through a journal, of which a power cut keeps the
 * beginning: everything committed, and as much of the rest as the system happened to write.
 */
export class Names {
  readonly #live = new Map<string, Node>([['/', 'folder']])
  /** The committed state, without the journal. */
  readonly #kept = new Map(this.#live)
  readonly #journal: Change[] = []
  #committed = 0

  get(path: string): Node | null {
    return this.#live.get(path) ?? null
  }

  entries(): Iterable<readonly [string, Node]> {
    return this.#live
  }

  change(change: Change): void {
    for (const [path, node] of change.sets) {
      const before = this.#live.get(path)
      if (before instanceof Inode) before.links -= 1
      if (node instanceof Inode) node.links += 1
      set(this.#live, path, node)
    }
    this.#journal.push(change)
  }

  /** The end of the journal, for `commit`. */
  end(): number {
    return this.#committed + this.#journal.length
  }

  /** The position in the journal after the last change of this file. */
  endOf(inode: Inode): number {
    const last = this.#journal.findLastIndex((change) => change.inode === inode)
    return this.#committed + last + 1
  }

  commit(end: number): void {
    const changes = this.#journal.splice(0, Math.max(0, end - this.#committed))
    for (const { sets } of changes) for (const [path, node] of sets) set(this.#kept, path, node)
    this.#committed += changes.length
  }

  /** Whether this file is sure to have this name after a power cut. */
  isKept(path: string, inode: Inode): boolean {
    return (
      this.#kept.get(path) === inode &&
      this.#journal.every(({ sets }) => sets.every(([changed]) => changed !== path))
    )
  }

  powerCut(random: () => number): void {
    this.commit(this.#committed + Math.floor(random() * (this.#journal.length + 1)))
    for (const { undo } of this.#journal.splice(0).reverse()) undo?.()
    this.#live.clear()
    for (const [path, node] of this.#kept) this.#live.set(path, node)
  }
}

function set(names: Map<string, Node>, path: string, node: Node | null): void {
  if (node === null) names.delete(path)
  else names.set(path, node)
}
