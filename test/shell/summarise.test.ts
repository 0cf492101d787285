import { expect, it } from 'vitest'
import { summarise } from '../../src/main/shell/commands/summarise'
import { aView } from '../renderer/a-view'

it('adds up several downloads, and passes over those that are gone', async () => {
  const views = new Map([
    [1, aView({ id: 1, state: 'downloading', doneBytes: 5, lengthBytes: 10, connections: 3 })],
    [2, aView({ id: 2, state: 'paused', doneBytes: 7, lengthBytes: null, dir: '/else' })],
  ])
  const summary = await summarise({ queries: { get: (id) => views.get(id) } }, [1, 2, 3])
  expect(summary).toMatchObject({
    count: 2,
    states: { downloading: 1, paused: 1 },
    doneBytes: 12,
    lengthBytes: 10,
    unknownLengths: 1,
    connections: 3,
  })
  expect(summary.folders).toHaveLength(2)
})
