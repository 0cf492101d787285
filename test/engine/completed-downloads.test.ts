import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../src/main/engine/engine'
import { fileBody, goodServer } from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const file = fileBody(75, 1_000)

/** Three completed downloads and a paused one, after a restart. */
async function restarted(): Promise<SimulatedEngine> {
  const server = await serve(goodServer(file))
  const before = await startEngine()
  for (const path of ['/1', '/2', '/3']) await before.get(server.url(path))
  before.add(server.url('/4'), { paused: true })
  await before.stop()
  return startEngine({ after: before })
}

function heardFrom({ engine }: SimulatedEngine): EngineEvent[] {
  const heard: EngineEvent[] = []
  engine.subscribe((event) => heard.push(event))
  return heard
}

const order = ({ engine }: SimulatedEngine) => engine.queries.list().map(({ id }) => id)

describe('a download completed by an earlier process', () => {
  it('is listed with its details', async () => {
    const rill = await restarted()
    const completed = { state: 'completed', doneBytes: 1_000, lengthBytes: 1_000, name: '2' }
    expect(rill.engine.queries.list()[1]).toMatchObject(completed)
    expect(rill.engine.queries.get(2)).toEqual(rill.engine.queries.list()[1])
    expect(rill.engine.queries.pathOf(2)).toMatch(/2$/u)
    expect(rill.engine.queries.timeline(2).at(-1)).toMatchObject({ kind: 'completed' })
    expect(rill.engine.queries.get(9)).toBeUndefined()
    expect(rill.engine.queries.pathOf(9)).toBeNull()
    expect(rill.engine.queries.timeline(9)).toEqual([])
  })

  it('can be verified repeatedly', async () => {
    const rill = await restarted()
    for (let times = 0; times < 2; times += 1) {
      const heard = heardFrom(rill)
      rill.engine.integrity.verifyAll([2])
      expect(rill.engine.queries.get(2)).toMatchObject({ state: 'verifying' })
      await rill.ended(2)
      await rill.eventually(() => heard.at(-1)?.type === 'verified')
      expect(heard.at(-1)).toEqual({ type: 'verified', id: 2 })
    }
    expect(rill.engine.queries.get(2)).toMatchObject({ state: 'completed', error: null })
  })

  it('is removed without its file', async () => {
    const rill = await restarted()
    const heard = heardFrom(rill)
    rill.engine.removal.remove([3, 1, 4, 9])
    expect(heard).toEqual([
      { type: 'removed', id: 1 },
      { type: 'removed', id: 3 },
    ])
    expect(order(rill)).toEqual([2, 4])
    expect(await rill.names()).toEqual(['1', '2', '3'])
  })

  it('ignores commands for unfinished downloads', async () => {
    const rill = await restarted()
    const heard = heardFrom(rill)
    const { control, removal } = rill.engine
    control.pause([1, 2])
    control.resume([1, 2])
    control.retry([1, 2])
    removal.cancel([1, 2])
    rill.engine.links.replace(1, 'https://a.example/')
    expect(heard).toEqual([])
    expect(rill.engine.queries.anyAllows('pause')).toBe(false)
    expect(rill.engine.queries.anyAllows('resume')).toBe(true)
  })

  it('keeps its place in the order and can be moved', async () => {
    const rill = await restarted()
    rill.engine.queue.move([4], 2)
    expect(order(rill)).toEqual([1, 4, 2, 3])
    rill.engine.queue.move([3], 1)
    expect(order(rill)).toEqual([3, 1, 4, 2])
    // Often enough to use up the ranks between two neighbours.
    for (let times = 0; times < 60; times += 1) rill.engine.queue.move([times % 2 === 0 ? 4 : 1], 2)
    expect(order(rill)).toEqual([3, 4, 1, 2])
    expect(rill.engine.queries.get(4)).toMatchObject({ state: 'paused' })
  })

  it('is left alone while another process owns it', async () => {
    const rill = await restarted()
    const other = rill.openStore()
    try {
      expect(other.claims.take(1)?.id).toBe(1)
      const heard = heardFrom(rill)
      rill.engine.integrity.verifyAll([1])
      rill.engine.removal.remove([1])
      expect(heard).toEqual([])
      expect(order(rill)).toEqual([1, 2, 3, 4])
    } finally {
      other.close()
    }
  })
})
