import { posix } from 'node:path'
import type { DownloadId } from '../../../src/shared/download'
import type { StoryEvent } from '../story/story'

type Add = Extract<StoryEvent, { readonly do: 'add' }>

/** At the latest, a restored download is so on disk after this time. */
const RECORD_LASTS_MS = 2_000

/** What is known, outside of Rill, of a download that the person has added. */
export interface Entry {
  readonly id: DownloadId
  readonly onConflict: Add['onConflict']
  /** The number of the version whose checksum was given with it; null without. */
  readonly checksumOf: number | null
  /** The person has given it up: it may be gone, and after a crash be there again. */
  isDropped: boolean
  /** Somebody wrote into its file: no more is promised of its bytes than what was given proves. */
  isTampered: boolean
  /** When the person last had it back, in the time of the world. */
  restoredAtMs?: number
}

/** The downloads that the person knows of, in the order in which they were added. */
export class Book {
  readonly entries: Entry[] = []
  readonly #byId = new Map<DownloadId, Entry>()
  /** Files that downloads have left behind which the person has taken out of the list. */
  readonly leftBehind = new Set<string>()
  /** Names, without their ending, of files that were moved: death may leave one name too many. */
  readonly #moved = new Set<string>()
  /** Links whose addition was cut short by death: whether they are there is not known. */
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

  /** The power is cut: what was had back a moment ago may be discarded again. */
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

  /** The nth of those that the person has not given up, counting on from the beginning. */
  nth(number: number): Entry | undefined {
    const kept = this.entries.filter(({ isDropped }) => !isDropped)
    return kept[number % Math.max(1, kept.length)]
  }
}
