import { describe, expect, it } from 'vitest'
import { fileBody, Gate, goodServer, type TestServer } from '../servers/handlers'
import { serve } from './serve'
import { type SimulatedEngine, startEngine } from './start-engine'

const file = fileBody(73, 1_000)
const oneAtATime = { settings: { simultaneousDownloads: 1 } }

const order = ({ engine }: SimulatedEngine) => engine.queries.list().map(({ id }) => id)

function add({ engine, dir }: SimulatedEngine, server: TestServer, paused = false): void {
  engine.additions.add({ urls: ['/1', '/2', '/3', '/4'].map(server.url), dir, paused })
}

describe('the order of the queue', () => {
  it('decides which download is next', async () => {
    const gate = new Gate(0)
    const server = await serve(goodServer(file, { gate }))
    const rill = await startEngine(oneAtATime)
    add(rill, server)
    await server.waitForRequest(({ path }) => path === '/1')
    rill.engine.queue.move([4, 3], 2)
    gate.open()
    for (const id of [1, 2, 3, 4]) await rill.ended(id)
    expect([...new Set(server.requests.map(({ path }) => path))]).toEqual(['/1', '/4', '/3', '/2'])
  })

  it('covers all downloads, and changes are announced', async () => {
    const server = await serve(goodServer(file))
    const rill = await startEngine()
    add(rill, server, true)
    const told: number[] = []
    rill.engine.subscribe((event) => {
      if (event.type === 'changed') told.push(event.id)
    })
    rill.engine.queue.move([3, 9], 1)
    expect(told).toEqual([3])
    expect(order(rill)).toEqual([3, 1, 2, 4])
    rill.engine.queue.move([1], null)
    expect(order(rill)).toEqual([3, 2, 4, 1])
    rill.engine.queue.move([1], 9)
    expect(order(rill)).toEqual([3, 2, 4, 1])
  })

  it('is announced for completed downloads too', async () => {
    const server = await serve(goodServer(file))
    const rill = await startEngine()
    add(rill, server)
    for (const id of [1, 2, 3, 4]) await rill.ended(id)
    const told: number[] = []
    rill.engine.subscribe((event) => {
      if (event.type === 'changed') told.push(event.id)
    })
    rill.engine.queue.move([4, 2], 1)
    expect(told).toEqual([4, 2])
    expect(order(rill)).toEqual([4, 2, 1, 3])
  })

  it('moves several downloads by one step', async () => {
    const server = await serve(goodServer(file))
    const rill = await startEngine()
    add(rill, server, true)
    rill.engine.queue.moveBy([4, 2], 'up')
    expect(order(rill)).toEqual([2, 4, 1, 3])
    rill.engine.queue.moveBy([2], 'bottom')
    expect(order(rill)).toEqual([4, 1, 3, 2])
    rill.engine.queue.moveBy([2, 3, 9], 'top')
    rill.engine.queue.moveBy([3, 2], 'down')
    expect(order(rill)).toEqual([4, 3, 2, 1])
  })

  it('survives a restart, with new downloads last', async () => {
    const server = await serve(goodServer(file))
    const before = await startEngine()
    add(before, server, true)
    before.engine.queue.move([2], null)
    before.engine.queue.move([4], 1)
    await before.stop()
    const after = await startEngine({ after: before })
    expect(order(after)).toEqual([4, 1, 3, 2])
    after.add(server.url('/5'), { paused: true })
    expect(order(after)).toEqual([4, 1, 3, 2, 5])
  })

  it('applies to downloads that are resumed later', async () => {
    const gate = new Gate(0)
    const server = await serve(goodServer(file, { gate }))
    const rill = await startEngine(oneAtATime)
    add(rill, server, true)
    rill.engine.queue.move([4], 3)
    rill.engine.control.resume([2])
    await server.waitForRequest(({ path }) => path === '/2')
    rill.engine.control.resume([1, 3, 4])
    gate.open()
    for (const id of [1, 2, 3, 4]) await rill.ended(id)
    expect([...new Set(server.requests.map(({ path }) => path))]).toEqual(['/2', '/1', '/4', '/3'])
  })
})
