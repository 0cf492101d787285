import fc from 'fast-check'
import { DownloadError } from '../../../src/main/engine/download-error'
import type { Store } from '../../../src/main/engine/ports/store'
import type { DownloadPatch } from '../../../src/main/engine/records'
import { DOWNLOAD_STATES } from '../../../src/shared/download'
import { CONFLICT_POLICIES, NO_OPTIONS } from '../../../src/shared/download-options'
import type { Settings } from '../../../src/shared/settings'
import { TIMELINE_KINDS, type TimelineEntry } from '../../../src/shared/timeline'
import { draft } from '../../contracts/store-home'

/** One use of a store by a process; it may return a result. */
export interface Command {
  readonly name: string
  readonly run: (store: Store) => unknown
}

const command = (name: string, run: Command['run']): Command =>
  Object.assign({ name, run }, { [fc.toStringMethod]: () => name })
const show = (name: string, ...args: readonly unknown[]): string =>
  `${name} ${JSON.stringify(args)}`

const id = fc.integer({ min: 1, max: 6 })
const ids = fc.uniqueArray(id, { maxLength: 4 })
const url = fc.constantFrom('https://a.example/1', 'https://a.example/2')
const dir = fc.constantFrom('/a', '/b')
const name = fc.constantFrom('x', 'y')
const nameOrNull = fc.option(name)
const timeMs = fc.integer({ min: 0, max: 9 })
const state = fc.constantFrom(...DOWNLOAD_STATES)
const block = fc.integer({ min: 0, max: 4 })
/** Mostly valid segments. */
const bytes = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 0, max: 2 ** 40 }) },
  { weight: 1, arbitrary: fc.constant(0.5) },
)

const options = fc.record({ onConflict: fc.constantFrom(...CONFLICT_POLICIES) })

const patch: fc.Arbitrary<DownloadPatch> = fc.record(
  {
    rank: fc.constantFrom(-1, 0.25, 1, 1.5, 2),
    url,
    dir,
    state,
    options: options.map((some) => ({ ...NO_OPTIONS, ...some })),
    wishedName: nameOrNull,
    fileName: nameOrNull,
    partName: nameOrNull,
    lengthBytes: fc.option(bytes),
    validator: fc.record({ etag: nameOrNull, lastModified: nameOrNull }),
    foundChecksums: fc.array(
      fc.constant({ algorithm: 'md5', hex: 'd41d8cd98f00b204e9800998ecf8427e' } as const),
    ),
    resumable: fc.option(fc.boolean()),
    proof: fc.option(fc.constantFrom('checksum', 'none')),
    error: fc.option(fc.constant({ code: 'gone', facts: { status: 410, host: 'é\u{1f4a7}' } })),
    finishedAtMs: fc.option(timeMs),
    trashed: fc.option(fc.record({ atMs: timeMs, withFile: fc.boolean() })),
    startAtMs: fc.option(timeMs),
  },
  { requiredKeys: [] },
)

const segment = fc
  .tuple(bytes, bytes, fc.option(bytes))
  .map(([start, position, end]) => ({ start, position, end: end ?? Number.POSITIVE_INFINITY }))

const entry: fc.Arbitrary<TimelineEntry> = fc.record({
  atMs: timeMs,
  kind: fc.constantFrom(...TIMELINE_KINDS, 'retrying', 'split', 'waiting'),
  facts: fc.dictionary(
    fc.constantFrom('code', 'status', 'delayMs', 'costBytes'),
    fc.oneof(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 3 })),
  ),
})

const speeds = fc.record({
  recent: fc.array(fc.nat(), { maxLength: 3 }),
  whole: fc.array(fc.nat(), { maxLength: 3 }),
  stepMs: fc.constantFrom(1_000, 2_000),
})

const settings: fc.Arbitrary<Partial<Settings>> = fc.record(
  {
    folder: dir,
    simultaneousDownloads: fc.integer({ min: 0, max: 3 }),
    limitBytesPerSec: fc.option(fc.integer({ min: 1, max: 9 })),
    startInTray: fc.boolean(),
  },
  { requiredKeys: [] },
)

/** Commands that cannot be part of a batch. */
const durable: fc.Arbitrary<Command> = fc.oneof(
  fc
    .array(fc.record({ url, dir, wishedName: nameOrNull, state }), { maxLength: 3 })
    .map((drafts) =>
      command(show('insert', drafts), (store) => store.downloads.insert(drafts.map(draft))),
    ),
  fc
    .tuple(fc.record({ url }), entry)
    .map(([one, first]) =>
      command(show('insert', one, first), (s) => s.downloads.insert([draft(one)], () => first)),
    ),
  settings.map((some) => command(show('writeSettings', some), (s) => s.settings.write(some))),
)

const small: fc.Arbitrary<Command> = fc.oneof(
  fc.constant(command('claimAll', (store) => store.claims.takeAll())),
  fc.constant(command('takeTrashed', (store) => store.claims.takeTrashed())),
  fc.constant(command('allCompleted', (store) => store.downloads.allCompleted())),
  id.map((of) => command(show('claim', of), (store) => store.claims.take(of))),
  id.map((of) => command(show('completed', of), (store) => store.downloads.completed(of))),
  ids.map((of) => command(show('claimCompleted', of), (store) => store.claims.takeCompleted(of))),
  ids.map((of) =>
    command(show('removeCompleted', of), (store) => store.claims.removeCompleted(of)),
  ),
  fc
    .tuple(ids, patch)
    .map((some) => command(show('updateAll', some), (s) => s.downloads.updateAll(...some))),
  fc
    .tuple(ids, entry)
    .map((some) => command(show('noteAll', some), (s) => s.timelines.noteAll(...some))),
  fc
    .tuple(url, dir, nameOrNull)
    .map((key) => command(show('claimUnfinished', key), (s) => s.claims.takeUnfinished(...key))),
  fc
    .tuple(dir, name)
    .map((key) => command(show('claimFinished', key), (s) => s.claims.takeFinished(...key))),
  fc
    .tuple(dir, name)
    .map((key) => command(show('hasPart', key), (s) => s.downloads.hasPart(...key))),
  fc
    .tuple(id, patch)
    .map((some) => command(show('update', some), (s) => s.downloads.update(...some))),
  fc
    .tuple(id, fc.array(segment, { maxLength: 4 }), fc.uniqueArray(block, { maxLength: 2 }))
    .map(([of, segments, blocks]) => {
      const records = blocks.map((number) => ({ block: number, digest: Buffer.alloc(4, number) }))
      return command(show('checkpoint', of, segments, blocks), (s) =>
        s.checkpoints.write(of, segments, records),
      )
    }),
  id.map((of) => command(show('blocks', of), (s) => s.checkpoints.blocks(of))),
  fc
    .tuple(id, fc.option(fc.array(block), { nil: undefined }))
    .map((some) => command(show('forgetBlocks', some), (s) => s.checkpoints.forgetBlocks(...some))),
  fc.tuple(id, entry).map((some) => command(show('note', some), (s) => s.timelines.note(...some))),
  fc.tuple(id, entry, fc.constantFrom(2, 20, 520)).map(([of, some, times]) =>
    command(show('note', of, some, times), (store) =>
      store.transactions.batch(() => {
        for (let time = 0; time < times; time += 1)
          store.timelines.note(of, { ...some, atMs: time })
      }),
    ),
  ),
  id.map((of) => command(show('speeds', of), (s) => s.speeds.read(of))),
  fc
    .tuple(id, speeds)
    .map((some) => command(show('writeSpeeds', some), (s) => s.speeds.write(...some))),
  id.map((of) => command(show('timeline', of), (s) => s.timelines.entries(of))),
  fc
    .tuple(name, fc.integer({ min: 1, max: 8 }), timeMs)
    .map(([host, mostConnections, seenAtMs]) =>
      command(show('rememberHost', host, mostConnections), (s) =>
        s.hosts.write({ host, mostConnections, seenAtMs }),
      ),
    ),
  name.map((host) => command(show('host', host), (s) => s.hosts.read(host))),
  fc
    .array(id, { maxLength: 2 })
    .map((ids) => command(show('remove', ids), (s) => s.downloads.remove(ids))),
  fc.constant(command('settings', (s) => s.settings.read())),
)

const batch: fc.Arbitrary<Command> = fc
  .tuple(fc.array(small, { maxLength: 5 }), fc.boolean(), fc.boolean())
  .map(([commands, fails, isNested]) =>
    command(
      show(
        fails ? 'failing batch' : 'batch',
        commands.map((one) => one.name),
      ),
      (store) => {
        const work = (): unknown[] => {
          const answers = commands.map((one) => answer(store, one))
          if (fails) throw new DownloadError('disk-error', { detail: 'changed my mind' })
          return answers
        }
        const once = (): unknown => store.transactions.batch(work)
        return isNested
          ? store.transactions.batch(() => [answer(store, command('nested', once))])
          : once()
      },
    ),
  )

export const storeCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: durable },
  { weight: 10, arbitrary: small },
  { weight: 2, arbitrary: batch },
)

/** The answer of a store: its result, or the code of its error. */
export function answer(store: Store, { run }: Command): unknown {
  try {
    return run(store)
  } catch (thrown) {
    if (!(thrown instanceof DownloadError)) throw thrown
    return thrown.code
  }
}
