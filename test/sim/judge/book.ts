import { posix } from 'node:path'
import type { DownloadId } from '../../../src/shared/download'
import type { StoryEvent } from '../story/story'

type Add = Extract<StoryEvent, { readonly do: 'add' }>

/** After this time, the restoring of a download is safely on disk. */
const RECORD_LASTS_MS = 2_000

/** What the judge knows, apart from Rill, about a download that the person added. */
export interface Entry {
  readonly id: DownloadId
  readonly onConflict: Add['onConflict']
  /** The version whose checksum the person gave; null without a checksum. */
  readonly checksumOf: number | null
  /** The person gave it up: it may be gone, and may reappear after a crash. */
  isDropped: boolean
  /** Another program wrote into its file: only a checksum still promises anything about its bytes. */
  isTampered: boolean
  /** When the person last restored it, in the time of the world. */
  restoredAtMs?: number
}

/** The downloads that the person added, in that order. */
export class Book {
  readonly entries: Entry[] = []
  readonly #byId = new Map<DownloadId, Entry>()
  /** Files left behind by downloads that the person removed from the list. */
  readonly leftBehind = new Set<string>()
  /** Names of moved files, without extension: a death may leave one name too many. */
  readonly #moved = new Set<string>()
  /** Links whose addition a death interrupted: they may or may not be recorded. */
  readonly doubtful: string[] = []

  add(entry: Entry): void {
    this.entries.push(entry)
    this.#byId.set(entry.id, entry)
  }

  get(id: DownloadId): Entry | undefined {
    return this.#byId.get(id)
  }

  markTampered(id: DownloadId): void {
    const entry = this.#byId.get(id)
    if (entry !== undefined) entry.isTampered = true
  }

  /** After a power cut, a download restored just before may be in the trash again. */
  doubtRestored(nowMs: number): void {
    for (const entry of this.entries) {
      if (entry.restoredAtMs !== undefined && nowMs - entry.restoredAtMs < RECORD_LASTS_MS) {
        entry.isDropped = true
      }
    }
  }

  markMoved(fileName: string): void {
    this.#moved.add(posix.parse(fileName).name)
  }

  wasMoved(path: string): boolean {
    const name = posix.basename(path)
    return [...this.#moved].some((moved) => name.startsWith(moved))
  }

  /** The nth download that the person has not given up; a number too high wraps around. */
  nth(number: number): Entry | undefined {
    const kept = this.entries.filter(({ isDropped }) => !isDropped)
    return kept[number % Math.max(1, kept.length)]
  }
}
