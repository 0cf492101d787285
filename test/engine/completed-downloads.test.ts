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

const order = ({ engine }: SimulatedEngine) => engine.list().map(({ id }) => id)

describe('a download completed by an earlier process', () => {
  it('is listed with its details', async () => {
    const rill = await restarted()
    const completed = { state: 'completed', doneBytes: 1_000, lengthBytes: 1_000, name: '2' }
    expect(rill.engine.list()[1]).toMatchObject(completed)
    expect(rill.engine.get(2)).toEqual(rill.engine.list()[1])
    expect(rill.engine.pathOf(2)).toMatch(/2$/u)
    expect(rill.engine.timeline(2).at(-1)).toMatchObject({ kind: 'completed' })
    expect(rill.engine.get(9)).toBeUndefined()
    expect(rill.engine.pathOf(9)).toBeNull()
    expect(rill.engine.timeline(9)).toEqual([])
  })

  it('can be verified repeatedly', async () => {
    const rill = await restarted()
    for (let times = 0; times < 2; times += 1) {
      const heard = heardFrom(rill)
      rill.engine.verify([2])
      expect(rill.engine.get(2)).toMatchObject({ state: 'verifying' })
      await rill.ended(2)
      await rill.eventually(() => heard.at(-1)?.type === 'verified')
      expect(heard.at(-1)).toEqual({ type: 'verified', id: 2 })
    }
    expect(rill.engine.get(2)).toMatchObject({ state: 'completed', error: null })
  })

  it('is removed without its file', async () => {
    const rill = await restarted()
    const heard = heardFrom(rill)
    rill.engine.remove([3, 1, 4, 9])
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
    for (const act of ['pause', 'resume', 'cancel', 'retry'] as const) rill.engine[act]([1, 2])
    rill.engine.changeLink(1, 'https://a.example/')
    expect(heard).toEqual([])
    expect(rill.engine.anyAllows('pause')).toBe(false)
    expect(rill.engine.anyAllows('resume')).toBe(true)
  })

  it('keeps its place in the order and can be moved', async () => {
    const rill = await restarted()
    rill.engine.move([4], 2)
    expect(order(rill)).toEqual([1, 4, 2, 3])
    rill.engine.move([3], 1)
    expect(order(rill)).toEqual([3, 1, 4, 2])
    // Often enough to use up the ranks between two neighbours.
    for (let times = 0; times < 60; times += 1) rill.engine.move([times % 2 === 0 ? 4 : 1], 2)
    expect(order(rill)).toEqual([3, 4, 1, 2])
    expect(rill.engine.get(4)).toMatchObject({ state: 'paused' })
  })

  it('is left alone while another process owns it', async () => {
    const rill = await restarted()
    const other = rill.openStore()
    try {
      expect(other.claims.take(1)?.id).toBe(1)
      const heard = heardFrom(rill)
      rill.engine.verify([1])
      rill.engine.remove([1])
      expect(heard).toEqual([])
      expect(order(rill)).toEqual([1, 2, 3, 4])
    } finally {
      other.close()
    }
  })
})
