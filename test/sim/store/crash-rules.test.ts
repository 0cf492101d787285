import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/main/engine/ports/store'
import { run, VirtualClock } from '../../../src/main/kernel'
import { insert } from '../../contracts/store-home'
import { Killed } from '../world/process'
import type { Operation } from './operation'
import { type SimHome, simHome } from './sim-home'

const SEEDS = Array.from({ length: 50 }, (_, seed) => seed)

/** A checkpoint that its position identifies. */
function checkpointAt(store: Store, id: number, position: number): void {
  store.checkpoints.write(id, [{ start: 0, position, end: 100 }])
}

const positionOf = ({ file }: SimHome, id: number) => file.record(id)?.segments[0]?.position ?? null

describe('a process that is killed', () => {
  it('keeps every committed transaction and nothing of an open one', () => {
    const home = simHome()
    const { process, store } = home.begin()
    const { id } = insert(store)
    checkpointAt(store, id, 1)
    process.dieAfter(1)
    store.downloads.update(id, { state: 'paused' })
    expect(() =>
      store.transactions.batch(() => {
        store.downloads.update(id, { state: 'failed' })
        checkpointAt(store, id, 2)
      }),
    ).toThrow(Killed)
    expect(home.file.record(id)).toMatchObject({ state: 'paused', segments: [{ position: 1 }] })
    expect(home.open().claims.takeAll()).toEqual(home.file.records())
  })

  it('can no longer read or write', () => {
    const home = simHome()
    const { process, store } = home.begin()
    const { id } = insert(store)
    const before = home.file.state
    process.die()
    for (const use of [
      () => store.downloads.update(id, { state: 'failed' }),
      () => store.transactions.batch(() => undefined),
      () => store.settings.read(),
      () => store.claims.takeAll(),
      () => store.timelines.entries(id),
    ]) {
      expect(use).toThrow(Killed)
    }
    expect(home.file.state).toBe(before)
  })
})

describe('a power cut', () => {
  it('leaves the state after one of the last transactions', () => {
    const ends = SEEDS.map((seed) => {
      const home = simHome(seed)
      const { process, store } = home.begin()
      const { id } = insert(store)
      for (const position of [1, 2, 3]) {
        store.transactions.batch(() => {
          checkpointAt(store, id, position)
          store.downloads.update(id, { fileName: `${position}` })
        })
      }
      process.die()
      home.file.powerCut()
      const position = positionOf(home, id)
      const fileName = position === null ? null : `${position}`
      expect(home.file.record(id)).toMatchObject({ fileName })
      return position
    })
    expect(new Set(ends)).toEqual(new Set([null, 1, 2, 3]))
  })

  it.each([
    ['an insertion', (store: Store) => void insert(store)],
    ['settings', (store: Store) => store.settings.write({ startInTray: true })],
  ])('loses nothing of %s, nor of earlier transactions', (_, write) => {
    for (const seed of SEEDS) {
      const home = simHome(seed)
      const { process, store } = home.begin()
      const { id } = insert(store)
      checkpointAt(store, id, 1)
      write(store)
      const kept = home.file.state
      process.die()
      home.file.powerCut()
      expect(home.file.state).toBe(kept)
      expect(positionOf(home, id)).toBe(1)
    }
  })

  it('loses nothing recorded before a flush', async () => {
    for (const seed of SEEDS) {
      const home = simHome(seed)
      const { process, store } = home.begin()
      const { id } = insert(store)
      checkpointAt(store, id, 1)
      await run(store.transactions.flush(), { clock: new VirtualClock() })
      checkpointAt(store, id, 2)
      process.die()
      home.file.powerCut()
      expect(positionOf(home, id)).toBeGreaterThanOrEqual(1)
    }
  })

  it('loses nothing that survived the previous one', () => {
    const home = simHome()
    const { store } = home.begin()
    const { id } = insert(store)
    for (let position = 1; position < 50; position += 1) checkpointAt(store, id, position)
    home.file.powerCut()
    const left = positionOf(home, id)
    for (let times = 0; times < 20; times += 1) home.file.powerCut()
    expect(positionOf(home, id)).toBe(left)
  })

  it('costs little after many transactions, as SQLite flushes at times', () => {
    const home = simHome()
    const { store } = home.begin()
    const { id } = insert(store)
    for (let position = 1; position <= 5_000; position += 1) checkpointAt(store, id, position)
    home.file.powerCut()
    expect(positionOf(home, id)).toBeGreaterThan(4_000)
  })

  it('leaves the same state for the same seed', () => {
    const [one, other] = [simHome(7), simHome(7)]
    for (const home of [one, other]) {
      const { store } = home.begin()
      const { id } = insert(store)
      for (let position = 1; position < 90; position += 1) checkpointAt(store, id, position)
      home.file.powerCut()
    }
    expect(one.file.records()).toEqual(other.file.records())
    expect(one.world.trace.text()).toBe(other.world.trace.text())
  })
})

describe('a disk that refuses writes', () => {
  it.each([
    ['SQLITE_FULL', 'disk-full'],
    ['SQLITE_IOERR', 'disk-error'],
  ] as const)('lets transactions fail with %s, and reading go on', (detail, code) => {
    const home = simHome()
    const { store } = home.begin()
    const { id } = insert(store)
    home.file.writesFailWith = detail
    expect(() => checkpointAt(store, id, 1)).toThrow(expect.objectContaining({ code }))
    expect(store.checkpoints.blocks(id)).toEqual([])
    home.file.writesFailWith = null
    checkpointAt(store, id, 2)
    expect(positionOf(home, id)).toBe(2)
  })
})

describe('a listener', () => {
  it('hears of each commit and nothing else', () => {
    const home = simHome()
    const { process, store } = home.begin()
    const heard: [Operation['kind'], string | undefined][] = []
    home.file.onCommit((operation, whose) => {
      expect(whose).toBe(process)
      heard.push([operation.kind, home.file.record(1)?.state])
    })
    const { id } = insert(store)
    expect(() =>
      store.transactions.batch(() => {
        store.downloads.update(id, { state: 'failed' })
        throw new Error('changed my mind')
      }),
    ).toThrow('changed my mind')
    store.transactions.batch(() => {
      store.timelines.note(id, { atMs: 1, kind: 'paused', facts: {} })
      store.downloads.update(id, { state: 'paused' })
    })
    expect(heard).toEqual([
      ['insert', 'queued'],
      ['note', 'paused'],
      ['update', 'paused'],
    ])
  })
})
