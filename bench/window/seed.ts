import { SqliteStore } from '../../src/main/io/store/sqlite-store'
import { NO_OPTIONS } from '../../src/shared/download-options'
import { DEFAULT_UI } from '../../src/shared/ui-preferences'

const DAY_MS = 86_400_000
const YEARS_MS = 3 * 365 * DAY_MS

const FIRST = ['Winter', 'Field', 'Open', 'Annual', 'Harbour', 'Paper', 'Northern', 'Silent']
const SECOND = ['sunrise', 'recordings', 'lecture', 'report', 'images', 'archive', 'notes', 'maps']
const KINDS = [
  { extension: 'mkv', folder: 'Videos', bytes: 1_400_000_000 },
  { extension: 'mp3', folder: 'Music', bytes: 9_000_000 },
  { extension: 'jpg', folder: 'Pictures', bytes: 4_000_000 },
  { extension: 'pdf', folder: 'Documents', bytes: 2_500_000 },
  { extension: 'zip', folder: 'Archives', bytes: 80_000_000 },
  { extension: 'iso', folder: 'Programs', bytes: 700_000_000 },
  { extension: 'bin', folder: 'Other', bytes: 30_000_000 },
] as const
const HOSTS = 120

/** What only the name of this one of so many has; each letter of it leaves fewer names. */
export function markOf(index: number, count: number): string {
  const number = String(index).padStart(String(count - 1).length, '0')
  return `${index % 2 === 0 ? 'q' : 'x'}${number}`
}

/** Fills a data folder with what a person may have downloaded in three years. */
export function seedFinished(dataDir: string, folder: string, count: number): void {
  const store = new SqliteStore({ dataDir, defaultFolder: folder })
  const random = pseudoRandom()
  const now = Date.now()
  const made = Array.from({ length: count }, (_, index) => {
    const kind = pick(KINDS, random)
    const name = `${pick(FIRST, random)} ${pick(SECOND, random)} ${markOf(index, count)}.${kind.extension}`
    // A few hosts have most of the files, as it is with everybody.
    const host = `mirror${Math.floor(random() ** 3 * HOSTS)}.example.org`
    return {
      name,
      url: `https://${host}/pub/${kind.folder.toLowerCase()}/${encodeURIComponent(name)}`,
      dir: `${folder}/${kind.folder}`,
      lengthBytes: Math.round(kind.bytes * (0.05 + 2 * random())),
      addedAtMs: Math.round(now - YEARS_MS * random()),
    }
  })
  const common = { wishedName: null, options: NO_OPTIONS, state: 'queued' } as const
  const records = store.downloads.insert(
    made.map(({ url, dir, addedAtMs }) => ({ url, dir, addedAtMs, ...common })),
  )
  store.transactions.batch(() => {
    for (const [index, { id }] of records.entries()) {
      const file = made[index]
      if (file === undefined) continue
      const { name, lengthBytes, addedAtMs } = file
      store.checkpoints.write(id, [{ start: 0, position: lengthBytes, end: lengthBytes }])
      store.downloads.update(id, {
        ...{ state: 'completed', fileName: name, partName: `${name}.part`, lengthBytes },
        ...{ resumable: true, proof: 'validator' },
        finishedAtMs: addedAtMs + Math.round(lengthBytes / 2000),
      })
    }
  })
  store.settings.write({ ui: { ...DEFAULT_UI, firstRunDone: true } })
  store.close()
}

function pick<T>(choices: readonly T[], random: () => number): T {
  return choices[Math.floor(random() * choices.length)] as T
}

/** The same numbers in every run (mulberry32). */
function pseudoRandom(): () => number {
  let state = 7
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
