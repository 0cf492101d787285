import type { Engine } from '../../../src/main/engine/engine'
import type { DownloadRecord } from '../../../src/main/engine/records'
import { isWhole } from '../../../src/main/engine/segments/segment-records'
import type { DownloadId } from '../../../src/shared/download'
import type { Entry } from '../judge/book'
import type { PersonEvent } from '../story/story'
import { Killed } from '../world/process'
import { FOLDER, FOLDERS, type Stage } from '../world/stage'

/** Carries out the commands of a story; none while Rill does not run. */
export function act(stage: Stage, event: PersonEvent): void {
  const { engine } = stage
  if (engine === null) return
  try {
    perform(stage, engine, event)
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
}

function perform(stage: Stage, engine: Engine, event: PersonEvent): void {
  switch (event.do) {
    case 'add':
      add(stage, engine, event)
      return
    case 'pause':
      withNth(stage, event.download, ({ id }) => engine.control.pause([id]))
      return
    case 'resume':
      withNth(stage, event.download, ({ id }) => engine.control.resume([id]))
      return
    case 'retry':
      withNth(stage, event.download, ({ id }) => engine.control.retry([id]))
      return
    case 'verify':
      withNth(stage, event.download, ({ id }) => engine.integrity.verifyAll([id]))
      return
    case 'cancel':
      withNth(stage, event.download, (entry) => giveUp(stage, engine, entry, 'cancel'))
      return
    case 'remove':
      withNth(stage, event.download, (entry) => giveUp(stage, engine, entry, 'remove'))
      return
    case 'trash':
      withNth(stage, event.download, (entry) => giveUp(stage, engine, entry, 'trash'))
      return
    case 'restore':
      restore(stage, engine, event.download)
      return
    case 'relocate':
      withNth(stage, event.download, ({ id }) => relocate(stage, engine, id, event.folder))
      return
    case 'new-link':
      withNth(stage, event.download, ({ id }) => newLink(stage, engine, id))
      return
    case 'wrong-link':
      withNth(stage, event.download, ({ id }) =>
        engine.links.replace(id, stage.network.linkOf(event.resource)),
      )
      return
    case 'limit':
      withNth(stage, event.download, ({ id }) => {
        void engine.editor.edit(id, { limitBytesPerSec: event.bytesPerSec })
      })
      return
    case 'move':
      withNth(stage, event.download, ({ id }) =>
        withNth(stage, event.before, (other) => engine.queue.move([id], other.id)),
      )
      return
    case 'pause-all':
      engine.control.pauseAll()
      return
    case 'resume-all':
      engine.control.resumeAll()
      return
    case 'network-back':
      engine.networkBack()
      return
    case 'settings':
      engine.updateSettings(event.patch)
      return
    case 'hold':
      hold(stage, event.forMs)
  }
}

function withNth(stage: Stage, number: number, does: (entry: Entry) => void): void {
  const entry = stage.book.nth(number)
  if (entry !== undefined) does(entry)
}

function add(
  { network, book }: Stage,
  engine: Engine,
  event: Extract<PersonEvent, { readonly do: 'add' }>,
): void {
  const { paused, onConflict, limitBytesPerSec } = event
  const resource = event.resource % network.resources
  const version = network.versionsOf(resource).at(-1)
  const checksumOf = event.checksum && version !== undefined ? version : null
  const url = network.linkOf(resource)
  const checksums = checksumOf === null ? [] : [network.checksumOf(resource, checksumOf.number)]
  const options = { onConflict, limitBytesPerSec, checksums }
  book.doubtful.push(url)
  const [view] = engine.additions.add({ urls: [url], dir: FOLDER, paused, options })
  book.doubtful.pop()
  if (view === undefined) return
  book.add({
    id: view.id,
    onConflict,
    checksumOf: checksumOf?.number ?? null,
    isDropped: false,
    isTampered: false,
  })
}

/** Gives a download a new link to its resource. */
function newLink({ network }: Stage, engine: Engine, id: DownloadId): void {
  const url = engine.queries.get(id)?.url
  if (url !== undefined) engine.links.replace(id, network.linkOf(network.resourceOf(url)))
}

/** Counts a download as given up from the moment it leaves the list. */
export function giveUp(
  { book, store }: Stage,
  engine: Engine,
  entry: Entry,
  how: 'cancel' | 'remove' | 'trash',
): void {
  const record = store.record(entry.id)
  const wasThere = engine.queries.get(entry.id) !== undefined
  if (how === 'trash') engine.trash.put([entry.id])
  else engine.removal[how]([entry.id])
  if (!wasThere || engine.queries.get(entry.id) !== undefined) return
  entry.isDropped = true
  // A file that was once finished belongs to the person, also during its repair.
  if (record === undefined) return
  if (record.finishedAtMs === null && !isWhole(record.segments)) return
  book.leftBehind.add(`${record.dir}/${record.fileName}`)
  book.leftBehind.add(`${record.dir}/${record.partName}`)
}

/** A wrong link must not change what becomes of the download. */
function restore({ book, world }: Stage, engine: Engine, number: number): void {
  const trashed = engine.trash.list()
  const id = trashed[number % Math.max(1, trashed.length)]?.id
  const entry = id === undefined ? undefined : book.get(id)
  if (entry === undefined) return
  engine.trash.restore([entry.id])
  if (engine.queries.get(entry.id) === undefined) return
  entry.isDropped = false
  entry.restoredAtMs = world.now()
}

function relocate({ book, store }: Stage, engine: Engine, id: DownloadId, number: number): void {
  const record = store.record(id)
  const dir = FOLDERS[number % FOLDERS.length]
  if (record === undefined || dir === undefined || dir === record.dir) return
  const isItsPlace = ({ dir, fileName }: DownloadRecord): boolean =>
    dir === record.dir && fileName === record.fileName
  // By now the file may belong to a download that was to replace it.
  if (record.fileName !== null && store.records().filter(isItsPlace).length > 1) return
  if (record.fileName !== null) book.markMoved(record.fileName)
  engine.editor.edit(id, { dir }).catch(() => undefined)
}

function hold({ world, process }: Stage, forMs: number): void {
  if (process === null) return
  process.hold()
  world.after(forMs, () => process.goOn())
}
